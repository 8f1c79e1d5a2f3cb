import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import type { Readable } from 'node:stream'
import type { Logger } from '../logger.js'
import { Bucket, type Handout, LISTED_MAX, type Part, type SignedPut, type Stored } from './bucket.js'
import { HANDOUT_CACHING, headersOf } from './handout.js'
import { checkKey } from './key.js'
import { S3Clients, type S3Config, SLOW } from './s3.client.bucket.js'
import { ask, fromS3, orMissing } from './s3.errors.js'
import { ensureBucket } from './s3.making.bucket.js'
import { S3Parts } from './s3.parts.bucket.js'

/** An S3-compatible bucket. Browsers talk to it themselves, by presigned URLs. */
export class S3Bucket extends Bucket {
  readonly origin: string
  private readonly clients: S3Clients
  private readonly multipart: S3Parts
  private readonly name: string

  constructor(
    config: S3Config,
    private readonly logger: Logger,
  ) {
    super()
    this.clients = new S3Clients(config)
    this.origin = this.clients.origin
    this.multipart = new S3Parts(this.clients)
    this.name = config.S3_BUCKET ?? ''
  }

  async signPut(key: string, { type, size }: { type: string; size: number }, seconds: number) {
    const command = new PutObjectCommand({ ...this.at(key), ContentType: type, ContentLength: size })
    const url = await this.clients.sign(command, { seconds, headers: ['content-type', 'content-length'] })
    return { url, headers: { 'content-type': type } }
  }

  startParts(key: string, type: string): Promise<string> {
    return this.multipart.start(this.at(key), type)
  }

  signPart(
    key: string,
    part: { multipartId: string; number: number; size: number },
    seconds: number,
  ): Promise<SignedPut> {
    return this.multipart.sign(this.at(key), part, seconds)
  }

  parts(key: string, multipartId: string): Promise<Part[] | undefined> {
    return this.multipart.list(this.at(key), multipartId)
  }

  completeParts(key: string, multipartId: string, parts: Part[]): Promise<void> {
    return this.multipart.complete(this.at(key), multipartId, parts)
  }

  abortParts(key: string, multipartId: string): Promise<void> {
    return this.multipart.abort(this.at(key), multipartId)
  }

  async head(key: string): Promise<Stored | undefined> {
    const command = new HeadObjectCommand(this.at(key))
    const found = await ask('file', () => orMissing(this.clients.own.send(command)))
    return found && { size: found.ContentLength ?? 0 }
  }

  async read(key: string): Promise<Readable> {
    const { Body } = await ask('file', () => this.clients.own.send(new GetObjectCommand(this.at(key))))
    return Body as Readable
  }

  async write(key: string, body: Buffer, type: string): Promise<void> {
    const command = new PutObjectCommand({ ...this.at(key), Body: body, ContentType: type })
    await ask('file', () => this.clients.own.send(command, SLOW))
  }

  async copy(from: string, to: string, type: string): Promise<void> {
    const source = `${this.name}/${checkKey(from)}`
    const how = { CopySource: source, ContentType: type, MetadataDirective: 'REPLACE' as const }
    const command = new CopyObjectCommand({ ...this.at(to), ...how })
    await ask('file', () => this.clients.own.send(command, SLOW))
  }

  async delete(keys: string[]): Promise<void> {
    for (let from = 0; from < keys.length; from += LISTED_MAX) {
      const Objects = keys.slice(from, from + LISTED_MAX).map((key) => ({ Key: checkKey(key) }))
      const command = new DeleteObjectsCommand({ Bucket: this.name, Delete: { Objects, Quiet: true } })
      const { Errors = [] } = await ask('file', () => this.clients.own.send(command))
      const [first] = Errors.filter(({ Code }) => Code !== 'NoSuchKey')
      if (first) throw fromS3(new Error(`${first.Code ?? ''} ${first.Message ?? ''}`), 'file')
    }
  }

  /** Signed at the beginning of the half of its life that we are in, so that two calls within it get the same. */
  signGet(key: string, handout: Handout, seconds: number): Promise<string> {
    const { type, disposition } = headersOf(handout)
    const half = (seconds * 1_000) / 2
    const at = new Date(Math.floor(Date.now() / half) * half)
    const command = new GetObjectCommand({
      ...this.at(key),
      ResponseContentType: type,
      ResponseContentDisposition: disposition,
      ResponseCacheControl: HANDOUT_CACHING,
    })
    return this.clients.sign(command, { seconds, at })
  }

  async list(prefix: string, after = ''): Promise<{ key: string; at: Date }[]> {
    const page = { Prefix: prefix, MaxKeys: LISTED_MAX, ...(after ? { StartAfter: after } : {}) }
    const command = new ListObjectsV2Command({ Bucket: this.name, ...page })
    const { Contents = [] } = await ask('file', () => this.clients.own.send(command))
    return Contents.map(({ Key = '', LastModified = new Date() }) => ({ key: Key, at: LastModified }))
  }

  staleParts(before: Date): Promise<{ key: string; multipartId: string }[]> {
    return this.multipart.stale(this.name, before)
  }

  onApplicationBootstrap(): void {
    void ensureBucket(this.clients.own, this.name, this.logger)
  }

  onApplicationShutdown(): void {
    this.clients.destroy()
  }

  private at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.name, Key: checkKey(key) }
  }
}

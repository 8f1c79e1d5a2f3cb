import { createReadStream } from 'node:fs'
import { mkdir, open, rm, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import type { Config } from '../config.js'
import { notFound } from '../errors.js'
import { BlobLinks, type PutRight } from './blob.link.js'
import { Bucket, type Handout, LISTED_MAX, type Part, type SignedPut, type Stored } from './bucket.js'
import { DiskFolder, exactly, isMissing, namesIn, onDisk } from './disk.folder.js'
import { DiskParts } from './disk.parts.js'
import { checkKey } from './key.js'

const PART_TYPE = 'application/octet-stream'

/** Files in a folder that all processes share; browsers reach them by signed links of ours (`blob.controller.ts`). */
export class DiskBucket extends Bucket {
  readonly origin = undefined
  readonly links: BlobLinks
  private readonly folder: DiskFolder
  private readonly multipart: DiskParts

  constructor({ JWT_SECRET, UPLOADS_DIR }: Pick<Config, 'JWT_SECRET' | 'UPLOADS_DIR'>) {
    super()
    this.links = new BlobLinks(JWT_SECRET)
    this.folder = new DiskFolder(UPLOADS_DIR)
    this.multipart = new DiskParts(this.folder)
  }

  async signPut(key: string, what: { type: string; size: number }, seconds: number): Promise<SignedPut> {
    return this.signed({ method: 'PUT', key: checkKey(key), ...what }, seconds)
  }

  startParts(key: string, _type: string): Promise<string> {
    return onDisk(() => this.multipart.start(checkKey(key)))
  }

  async signPart(
    key: string,
    { size, ...part }: { multipartId: string; number: number; size: number },
    seconds: number,
  ): Promise<SignedPut> {
    return this.signed({ method: 'PUT', key: checkKey(key), type: PART_TYPE, size, part }, seconds)
  }

  parts(key: string, multipartId: string): Promise<Part[] | undefined> {
    return onDisk(() => this.multipart.list(checkKey(key), multipartId))
  }

  completeParts(key: string, multipartId: string, parts: Part[]): Promise<void> {
    return onDisk(async () => {
      await mkdir(this.folder.objects, { recursive: true })
      await this.multipart.complete(checkKey(key), multipartId, parts)
    })
  }

  abortParts(key: string, multipartId: string): Promise<void> {
    return onDisk(() => this.multipart.abort(checkKey(key), multipartId))
  }

  head(key: string): Promise<Stored | undefined> {
    return onDisk(async () => {
      try {
        return { size: (await stat(this.pathOf(key))).size }
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    })
  }

  read(key: string): Promise<Readable> {
    return onDisk(async () => {
      const file = await open(this.pathOf(key), 'r').catch((error: unknown) => {
        throw isMissing(error) ? notFound('file') : error
      })
      return file.createReadStream()
    })
  }

  write(key: string, body: Buffer, _type: string): Promise<void> {
    return this.store(key, [body])
  }

  copy(from: string, to: string, _type: string): Promise<void> {
    return onDisk(async () => {
      if (!(await this.head(from))) throw notFound('file')
      await this.store(to, createReadStream(this.pathOf(from)) as AsyncIterable<Buffer>)
    })
  }

  delete(keys: string[]): Promise<void> {
    return onDisk(async () => {
      for (const key of keys) await rm(this.pathOf(key), { force: true })
    })
  }

  /** Ends at the end of the half after the next, so that two calls within a half get the same. */
  async signGet(key: string, handout: Handout, seconds: number): Promise<string> {
    const half = (seconds * 1_000) / 2
    const until = (Math.floor(Date.now() / half) + 2) * half
    return this.links.make({ method: 'GET', key: checkKey(key), handout }, until)
  }

  list(prefix: string, after = ''): Promise<{ key: string; at: Date }[]> {
    return onDisk(async () => {
      const keys = (await namesIn(this.folder.objects)).map((name) => this.folder.keyOf(name))
      const wanted = keys
        .filter((key) => key.startsWith(prefix) && key > after)
        .sort()
        .slice(0, LISTED_MAX)
      const found = await Promise.all(
        wanted.map(async (key) => {
          const file = await stat(this.folder.pathOf(key)).catch(() => undefined)
          return file && { key, at: file.mtime }
        }),
      )
      return found.filter((one) => one !== undefined)
    })
  }

  /** Takes away, besides, what processes left that died while they wrote. */
  staleParts(before: Date): Promise<{ key: string; multipartId: string }[]> {
    return onDisk(async () => {
      await this.folder.removeTemporary(before)
      return this.multipart.stale(before)
    })
  }

  /** Where a file lies that is handed out. */
  placeOf(key: string): { root: string; name: string } {
    return { root: this.folder.objects, name: this.folder.nameOf(checkKey(key)) }
  }

  /** What a browser sends by a link. @throws ChatError if it is not exactly what the link says */
  receive({ key, part, size }: PutRight, bytes: Readable): Promise<void> {
    // The answer still has to go out by the connection that the rest comes by.
    const sent = exactly(bytes.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>, size)
    return onDisk(async () => {
      if (!part) return this.store(key, sent)
      const path = await this.multipart.pathOf(key, part.multipartId, part.number)
      await this.folder.store(path, sent).catch((error: unknown) => {
        // The upload was given up meanwhile, and its folder is gone.
        throw isMissing(error) ? notFound('upload') : error
      })
    })
  }

  private store(key: string, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    return onDisk(async () => {
      await mkdir(this.folder.objects, { recursive: true })
      await this.folder.store(this.pathOf(key), bytes)
    })
  }

  private pathOf(key: string): string {
    return this.folder.pathOf(checkKey(key))
  }

  private signed(right: PutRight, seconds: number): SignedPut {
    const url = this.links.make(right, Date.now() + seconds * 1_000)
    return { url, headers: { 'content-type': right.type } }
  }
}

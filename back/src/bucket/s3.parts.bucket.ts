import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  ListPartsCommand,
  type Part as S3Part,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import type { Part, SignedPut } from './bucket.js'
import { type S3Clients, SLOW } from './s3.client.bucket.js'
import { ask, orMissing } from './s3.errors.js'

type At = { Bucket: string; Key: string }

/** Uploads in parts, as S3 knows them. */
export class S3Parts {
  constructor(private readonly clients: S3Clients) {}

  async start(at: At, type: string): Promise<string> {
    const command = new CreateMultipartUploadCommand({ ...at, ContentType: type })
    const { UploadId } = await ask('upload', () => this.clients.own.send(command))
    if (!UploadId) throw new Error('the bucket named no upload')
    return UploadId
  }

  async sign(
    at: At,
    { multipartId, number, size }: { multipartId: string; number: number; size: number },
    seconds: number,
  ): Promise<SignedPut> {
    const part = { UploadId: multipartId, PartNumber: number, ContentLength: size }
    const command = new UploadPartCommand({ ...at, ...part })
    return { url: await this.clients.sign(command, { seconds, headers: ['content-length'] }), headers: {} }
  }

  /** One page of the bucket's, which is more than an upload may have. */
  async list(at: At, multipartId: string): Promise<Part[] | undefined> {
    const command = new ListPartsCommand({ ...at, UploadId: multipartId })
    const found = await ask('upload', () => orMissing(this.clients.own.send(command)))
    return found && (found.Parts ?? []).map(toPart)
  }

  async complete(at: At, multipartId: string, parts: Part[]): Promise<void> {
    const Parts = parts.map(({ number, etag }) => ({ PartNumber: number, ETag: etag }))
    const input = { ...at, UploadId: multipartId, MultipartUpload: { Parts } }
    await ask('upload', () => this.clients.own.send(new CompleteMultipartUploadCommand(input), SLOW))
  }

  async abort(at: At, multipartId: string): Promise<void> {
    const command = new AbortMultipartUploadCommand({ ...at, UploadId: multipartId })
    await ask('upload', () => orMissing(this.clients.own.send(command)))
  }

  async stale(bucket: string, before: Date): Promise<{ key: string; multipartId: string }[]> {
    let marker: { KeyMarker?: string; UploadIdMarker?: string } = {}
    for (;;) {
      const command = new ListMultipartUploadsCommand({ Bucket: bucket, ...marker })
      const page = await ask('upload', () => this.clients.own.send(command))
      const stale = staleOf(page, before)
      if (stale.length || !page.IsTruncated || !page.NextKeyMarker) return stale
      const upload = page.NextUploadIdMarker ? { UploadIdMarker: page.NextUploadIdMarker } : {}
      marker = { KeyMarker: page.NextKeyMarker, ...upload }
    }
  }
}

const toPart = ({ PartNumber = 0, Size = 0, ETag = '' }: S3Part): Part => ({
  number: PartNumber,
  size: Size,
  etag: ETag,
})

function staleOf({ Uploads = [] }: ListMultipartUploadsCommandOutput, before: Date) {
  return Uploads.flatMap(({ Key, UploadId, Initiated }) =>
    Key && UploadId && Initiated && Initiated < before ? { key: Key, multipartId: UploadId } : [],
  )
}

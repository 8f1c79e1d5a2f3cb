import { createHash, randomUUID } from 'node:crypto'
import { S3Error } from './signature.js'

export type Stored = { data: Buffer; etag: string; type: string; at: Date }
type Upload = { key: string; type: string; at: Date; parts: Map<number, Stored> }

const PART_BYTES_MIN = 5_242_880
const LISTED_MAX = 1_000
const PLAIN = 'application/octet-stream'

function stored(data: Buffer, type = PLAIN): Stored {
  return { data, type, etag: `"${createHash('md5').update(data).digest('hex')}"`, at: new Date() }
}

/** What one bucket holds, in memory. */
export class Shelf {
  private readonly objects = new Map<string, Stored>()
  private readonly uploads = new Map<string, Upload>()

  get size(): number {
    return this.objects.size + this.uploads.size
  }

  put(key: string, data: Buffer, type?: string): Stored {
    const one = stored(data, type)
    this.objects.set(key, one)
    return one
  }

  get(key: string): Stored {
    const one = this.objects.get(key)
    if (!one) throw new S3Error(404, 'NoSuchKey')
    return one
  }

  delete(key: string): void {
    this.objects.delete(key)
  }

  list(prefix: string, after: string): [string, Stored][] {
    return [...this.objects]
      .filter(([key]) => key.startsWith(prefix) && key > after)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, LISTED_MAX)
  }

  begin(key: string, type = PLAIN): string {
    const id = randomUUID()
    this.uploads.set(id, { key, type, at: new Date(), parts: new Map() })
    return id
  }

  upload(key: string, id: string): Upload {
    const upload = this.uploads.get(id)
    if (upload?.key !== key) throw new S3Error(404, 'NoSuchUpload')
    return upload
  }

  putPart(key: string, id: string, { number, data }: { number: number; data: Buffer }): Stored {
    const part = stored(data)
    this.upload(key, id).parts.set(number, part)
    return part
  }

  complete(key: string, id: string, wanted: { number: number; etag: string }[]): Stored {
    const { parts, type } = this.upload(key, id)
    const found = wanted.map(({ number, etag }) => {
      const part = parts.get(number)
      if (part?.etag !== etag) throw new S3Error(400, 'InvalidPart')
      return part.data
    })
    if (wanted.some(({ number }, index) => number <= (wanted[index - 1]?.number ?? 0)))
      throw new S3Error(400, 'InvalidPartOrder')
    if (found.slice(0, -1).some((data) => data.length < PART_BYTES_MIN))
      throw new S3Error(400, 'EntityTooSmall')
    this.uploads.delete(id)
    return this.put(key, Buffer.concat(found), type)
  }

  abort(key: string, id: string): void {
    this.upload(key, id)
    this.uploads.delete(id)
  }

  underWay(): [string, Upload][] {
    return [...this.uploads].sort(([, a], [, b]) => (a.key < b.key ? -1 : 1))
  }
}

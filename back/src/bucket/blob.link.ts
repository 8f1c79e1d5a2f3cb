import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { API_PREFIX } from '@papo/contract'
import type { Handout } from './bucket.js'

export type PutRight = {
  method: 'PUT'
  key: string
  type: string
  size: number
  part?: { multipartId: string; number: number }
}
type GetRight = { method: 'GET'; key: string; handout: Handout }
/** What the holder of a link may do, once or often, until it ends. */
type BlobRight = PutRight | GetRight

const MAC_BYTES = 32
export const BLOB_PATH = `${API_PREFIX}/blobs/`

/** Makes and reads links to files on our own disk. All that a link allows is in it and signed; it names no path. */
export class BlobLinks {
  private readonly key: Buffer

  constructor(secret: string) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'papo blob link', MAC_BYTES))
  }

  /** @param until in milliseconds since 1970 */
  make(right: BlobRight, until: number): string {
    const said = Buffer.from(JSON.stringify({ ...right, until })).toString('base64url')
    return `${BLOB_PATH}${said}.${this.macOf(said).toString('base64url')}`
  }

  /** Undefined for what we did not make, and for what has ended. */
  read(token: string, now = Date.now()): BlobRight | undefined {
    const [said = '', encoded = '', ...rest] = token.split('.')
    const mac = Buffer.from(encoded, 'base64url')
    if (rest.length || mac.length !== MAC_BYTES || !timingSafeEqual(mac, this.macOf(said))) return undefined
    const right = JSON.parse(Buffer.from(said, 'base64url').toString()) as BlobRight & { until: number }
    return right.until > now ? right : undefined
  }

  private macOf(said: string): Buffer {
    return createHmac('sha256', this.key).update(said).digest()
  }
}

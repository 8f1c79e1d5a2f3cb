import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

const PREFIX = 'papo_'
const ID_BYTES = 16
const RANDOM_BYTES = 20
const MAC_BYTES = 12
const SAID_BYTES = ID_BYTES + RANDOM_BYTES

/** By its looks alone. */
export const isApiToken = (token: string): boolean => token.startsWith(PREFIX)

/** What the database keeps of a token. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')

/**
 * Makes and reads API tokens: `papo_`, then in base64url the session's id, random bytes and our mark on both. What
 * we did not make is known without the database, so that guessing costs it nothing.
 */
export class TokenSecrets {
  private readonly key: Buffer

  constructor(secret: string) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'papo api token', 32))
  }

  make(sessionId: string): string {
    const id = Buffer.from(sessionId.replaceAll('-', ''), 'hex')
    const said = Buffer.concat([id, randomBytes(RANDOM_BYTES)])
    return PREFIX + Buffer.concat([said, this.markOf(said)]).toString('base64url')
  }

  /** The id of its session; undefined for anything that we did not make. */
  read(token: string): string | undefined {
    const bytes = Buffer.from(token.slice(PREFIX.length), 'base64url')
    if (bytes.length !== SAID_BYTES + MAC_BYTES) return undefined
    const said = bytes.subarray(0, SAID_BYTES)
    if (!timingSafeEqual(bytes.subarray(SAID_BYTES), this.markOf(said))) return undefined
    const hex = said.subarray(0, ID_BYTES).toString('hex')
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }

  private markOf(said: Buffer): Buffer {
    return createHmac('sha256', this.key).update(said).digest().subarray(0, MAC_BYTES)
  }
}

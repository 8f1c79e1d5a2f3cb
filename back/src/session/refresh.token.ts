import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { id } from '@papo/contract'

const GENERATION_BYTES = 4
const MAC_BYTES = 32

export type RefreshToken = { sessionId: string; generation: number; token: string }

/** What the database keeps of a token. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

/**
 * Makes and reads refresh tokens, `<sessionId>.<secret>`. The secret follows from session and generation,
 * so that a repeated refresh gets the very token that the first one got; a token that we did not make is
 * known without the database, so that guessing can end nobody's session.
 */
export class RefreshTokens {
  private readonly key: Buffer

  constructor(secret: string) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'papo refresh token', MAC_BYTES))
  }

  make(sessionId: string, generation: number): string {
    const number = Buffer.alloc(GENERATION_BYTES)
    number.writeUInt32BE(generation)
    const secret = Buffer.concat([number, this.macOf(sessionId, generation)])
    return `${sessionId}.${secret.toString('base64url')}`
  }

  /** Undefined for anything that we did not make. */
  read(token: string): RefreshToken | undefined {
    const [sessionId = '', encoded = '', ...rest] = token.split('.')
    const secret = Buffer.from(encoded, 'base64url')
    if (rest.length || !id.safeParse(sessionId).success) return undefined
    if (secret.length !== GENERATION_BYTES + MAC_BYTES) return undefined
    const generation = secret.readUInt32BE()
    const genuine = timingSafeEqual(secret.subarray(GENERATION_BYTES), this.macOf(sessionId, generation))
    return genuine ? { sessionId, generation, token: this.make(sessionId, generation) } : undefined
  }

  private macOf(sessionId: string, generation: number): Buffer {
    return createHmac('sha256', this.key).update(`${sessionId}:${generation}`).digest()
  }
}

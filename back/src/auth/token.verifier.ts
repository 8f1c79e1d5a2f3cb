import { Injectable } from '@nestjs/common'
import { JwtService } from '@nestjs/jwt'
import { Revocations } from '../session/revocations.js'
import { ApiTokens } from '../token/api.tokens.js'
import { isApiToken } from '../token/secret.js'
import type { Identity } from './identity.js'
import { claims, isAccessToken, unauthenticated } from './token.js'

/** The one judge of access tokens and API tokens, for HTTP and for the socket's handshake. */
@Injectable()
export class TokenVerifier {
  constructor(
    private readonly jwt: JwtService,
    private readonly revocations: Revocations,
    private readonly apiTokens: ApiTokens,
  ) {}

  /** @throws ChatError `unauthenticated`, or `unavailable` while revocations are not known */
  async verify(token: string): Promise<Identity> {
    if (isApiToken(token)) return this.apiTokens.verify(token)
    if (!isAccessToken(token)) throw unauthenticated()
    const payload: unknown = await this.jwt.verifyAsync(token).catch(() => undefined)
    return this.accept(payload)
  }

  /** For a payload whose signature, times, issuer and audience were verified. */
  async accept(payload: unknown): Promise<Identity> {
    const parsed = claims.safeParse(payload)
    if (!parsed.success) throw unauthenticated()
    const { sub, sid, exp } = parsed.data
    if (await this.revocations.has(sid)) throw unauthenticated()
    return { userId: sub, sessionId: sid, expiresAt: new Date(exp * 1_000) }
  }
}

import { Inject, Injectable } from '@nestjs/common'
import { type ApiToken, LIMITS, type Request, type Response } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { CONFIG, type Config } from '../config.js'
import { ChatError, notFound } from '../errors.js'
import { Limiter } from '../limit/limiter.js'
import { SessionService } from '../session/session.service.js'
import { SessionStore } from '../session/session.store.js'
import { ApiTokenStore, type TokenRow } from './api.token.store.js'
import { hashOf, TokenSecrets } from './secret.js'

/** Makes API tokens and takes them back. */
@Injectable()
export class ApiTokenService {
  private readonly secrets: TokenSecrets

  constructor(
    private readonly store: ApiTokenStore,
    private readonly sessions: SessionService,
    private readonly sessionStore: SessionStore,
    private readonly limiter: Limiter,
    @Inject(CONFIG) config: Config,
  ) {
    this.secrets = new TokenSecrets(config.JWT_SECRET)
  }

  async list(userId: string): Promise<Response<'apiTokens'>> {
    return { items: (await this.store.openOf(userId)).map(toToken) }
  }

  /** The only time that the token itself is told. @throws ChatError `conflict`, `not_found` */
  async make(
    actorId: string,
    userId: string,
    { name, scopes, expiresInDays: days }: Request<'createToken'>,
  ): Promise<Response<'madeToken'>> {
    await this.limiter.spend('roomOperations', actorId)
    const sessionId = uuidv7()
    const secret = this.secrets.make(sessionId)
    const fresh = { sessionId, userId, name, hash: hashOf(secret), scopes: [...new Set(scopes)], days }
    const refused = await this.store.insert(fresh)
    if (refused === 'nobody') throw notFound('user')
    if (refused) throw new ChatError('conflict', `No more than ${LIMITS.tokensMax} tokens: revoke one first.`)
    await this.sessionStore.purge(userId)
    const row = (await this.store.openOf(userId)).find(({ id }) => id === sessionId)
    if (!row) throw notFound('token') // it was revoked meanwhile
    return { token: toToken(row), secret }
  }

  /** Its sockets close on every instance, as those of any session do. @throws ChatError `not_found` */
  async revoke(userId: string, id: string): Promise<void> {
    const tokens = await this.store.openOf(userId)
    if (!tokens.some((token) => token.id === id)) throw notFound('token')
    await this.sessions.end({ userId, only: id })
  }
}

const toToken = ({ createdAt, lastUsedAt, expiresAt, ...row }: TokenRow): ApiToken => ({
  ...row,
  createdAt: createdAt.toISOString(),
  ...(lastUsedAt > createdAt ? { lastUsedAt: lastUsedAt.toISOString() } : {}),
  expiresAt: expiresAt.toISOString(),
})

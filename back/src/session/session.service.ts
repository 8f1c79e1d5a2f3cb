import { Inject, Injectable } from '@nestjs/common'
import type { Session } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Identity } from '../auth/identity.js'
import { unauthenticated } from '../auth/token.js'
import { CONFIG, type Config } from '../config.js'
import { notFound } from '../errors.js'
import type { Sql } from '../infra/postgres.js'
import { LOGGER, type Logger } from '../logger.js'
import { ControlLog } from '../realtime/control.log.js'
import { hashOf, RefreshTokens } from './refresh.token.js'
import { Revocations } from './revocations.js'
import { SessionStore, type Which } from './session.store.js'

export type Grant = { userId: string; sessionId: string; refreshToken: string }
type Verified = { userId: string; passwordHash: string; userAgent: string }

const USER_AGENT_MAX = 200

/** One login each: a family of refresh tokens of which only the newest opens anything. */
@Injectable()
export class SessionService {
  private readonly tokens: RefreshTokens
  private readonly days: number

  constructor(
    private readonly store: SessionStore,
    private readonly revocations: Revocations,
    private readonly control: ControlLog,
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.tokens = new RefreshTokens(config.JWT_SECRET)
    this.days = config.REFRESH_EXPIRES_DAYS
  }

  /** @throws ChatError `unauthenticated` if the password changed or the user was banned meanwhile */
  async open({ userId, passwordHash, userAgent }: Verified, tx?: Sql): Promise<Grant> {
    const sessionId = uuidv7()
    const refreshToken = this.tokens.make(sessionId, 1)
    const session = {
      id: sessionId,
      userId,
      refreshHash: hashOf(refreshToken),
      userAgent: userAgent.slice(0, USER_AGENT_MAX),
      days: this.days,
    }
    if (!(await this.store.open(session, passwordHash, tx))) throw unauthenticated()
    await this.store.purge(userId, tx)
    return { userId, sessionId, refreshToken }
  }

  /**
   * The next token of the family; within the grace time the token before gets the same answer again.
   * An older one was copied: the whole session ends. @throws ChatError `unauthenticated`
   */
  async refresh(token: string): Promise<Grant> {
    const given = this.tokens.read(token)
    if (!given) throw unauthenticated()
    const { sessionId: id, generation } = given
    const hash = hashOf(given.token)
    const next = this.tokens.make(id, generation + 1)
    const rotated = await this.store.rotate({ id, hash, nextHash: hashOf(next), days: this.days })
    if (rotated) return { userId: rotated.userId, sessionId: id, refreshToken: next }
    const found = await this.store.standing(id, hash)
    if (found?.state === 'grace')
      return { userId: found.userId, sessionId: id, refreshToken: this.tokens.make(id, found.generation) }
    if (found?.state === 'reused') {
      this.logger.warn({ sessionId: id, userId: found.userId }, 'a used refresh token came again')
      await this.end({ only: id })
    }
    throw unauthenticated()
  }

  /** The session that a genuine refresh token belongs to, whatever its age. */
  sessionOf(refreshToken: string): string | undefined {
    return this.tokens.read(refreshToken)?.sessionId
  }

  /**
   * Ends sessions and, with `within`, changes something in the same transaction. Redis and every instance are
   * told before the commit: so it cannot be committed without having been told, and tells too much at worst.
   */
  async end(which: Which, within?: (tx: Sql) => Promise<void>): Promise<string[]> {
    return this.store.transaction(async (tx) => {
      await within?.(tx)
      const sessionIds = await this.store.end(which, tx)
      if (sessionIds.length === 0) return []
      await this.revocations.add(sessionIds)
      await this.control.say({ type: 'session.ended', sessionIds })
      return sessionIds
    })
  }

  /** @throws ChatError `not_found` */
  async endOne(me: Identity, sessionId: string): Promise<void> {
    const ended = await this.end({ userId: me.userId, only: sessionId })
    if (ended.length === 0) throw notFound('session')
  }

  async list(me: Identity): Promise<Session[]> {
    const rows = await this.store.openOf(me.userId)
    return rows.map((row) => ({
      id: row.id,
      userAgent: row.userAgent,
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: row.lastUsedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      current: row.id === me.sessionId,
    }))
  }
}

import { Injectable } from '@nestjs/common'
import { LIMITS, type Scope } from '@papo/contract'
import { Postgres } from '../infra/postgres.js'

export type NewToken = {
  sessionId: string
  userId: string
  name: string
  hash: string
  scopes: Scope[]
  days: number
}
export type TokenRow = {
  id: string
  name: string
  scopes: Scope[]
  createdAt: Date
  lastUsedAt: Date
  expiresAt: Date
}
export type Holder = { userId: string; scopes: Scope[]; expiresAt: Date }

/** API tokens, each with the session that it stands for. */
@Injectable()
export class ApiTokenStore {
  constructor(private readonly postgres: Postgres) {}

  /**
   * For someone who is not banned: the row lock orders this with a ban, which ends all sessions that it finds, and
   * counts one after another. @returns what stood in the way
   */
  insert({ sessionId, userId, name, hash, scopes, days }: NewToken): Promise<'full' | 'nobody' | undefined> {
    return this.postgres.transaction(async (tx) => {
      const holder = await tx.$queryRaw<object[]>`
        SELECT 1 FROM app_user WHERE id = ${userId}::uuid AND banned_at IS NULL FOR NO KEY UPDATE`
      if (holder.length === 0) return 'nobody'
      const open = { userId, revokedAt: null, expiresAt: { gt: new Date() }, apiToken: { isNot: null } }
      if ((await tx.session.count({ where: open })) >= LIMITS.tokensMax) return 'full'
      await tx.$executeRaw`
        INSERT INTO session (id, user_id, refresh_hash, expires_at)
        VALUES (${sessionId}::uuid, ${userId}::uuid, '', now() + make_interval(days => ${days}::int))`
      await tx.apiToken.create({ data: { sessionId, name, hash, scopes } })
      return undefined
    })
  }

  /** Those that still work, the latest first. */
  openOf(userId: string): Promise<TokenRow[]> {
    return this.postgres.client.$queryRaw<TokenRow[]>`
      SELECT s.id::text AS id, t.name, t.scopes, s.created_at AS "createdAt", s.last_used_at AS "lastUsedAt",
        s.expires_at AS "expiresAt"
      FROM session s JOIN api_token t ON t.session_id = s.id
      WHERE s.user_id = ${userId}::uuid AND s.revoked_at IS NULL AND s.expires_at > now()
      ORDER BY s.created_at DESC, s.id DESC`
  }

  /** Whose it is, and notes that it was used; undefined when it opens nothing. */
  async use(sessionId: string, hash: string): Promise<Holder | undefined> {
    const [holder] = await this.postgres.client.$queryRaw<Holder[]>`
      UPDATE session s SET last_used_at = now() FROM api_token t, app_user u
      WHERE s.id = ${sessionId}::uuid AND t.session_id = s.id AND t.hash = ${hash}
        AND s.revoked_at IS NULL AND s.expires_at > now() AND u.id = s.user_id AND u.banned_at IS NULL
      RETURNING s.user_id::text AS "userId", t.scopes, s.expires_at AS "expiresAt"`
    return holder
  }
}

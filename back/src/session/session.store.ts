import { Injectable } from '@nestjs/common'
import { Postgres, type Sql } from '../infra/postgres.js'

/** How long after a refresh the token before still answers, so that two tabs or a lost reply are harmless. */
const GRACE_SECONDS = 10

export type NewSession = { id: string; userId: string; refreshHash: string; userAgent: string; days: number }
export type Rotation = { id: string; hash: string; nextHash: string; days: number }
/** `state` of a session to whoever shows a token that is not its newest. */
export type Standing = { userId: string; generation: number; state: 'grace' | 'ended' | 'reused' }

/** At least one of `userId` and `only`, so that never everyone's sessions are meant. */
export type Which = ({ userId: string; only?: string } | { userId?: string; only: string }) & {
  except?: string
}

type Open = { userId: string }

@Injectable()
export class SessionStore {
  constructor(private readonly postgres: Postgres) {}

  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
    return this.postgres.transaction(work)
  }

  /**
   * Only for someone who is not banned and whose password is still the one that was verified: the row lock
   * orders this with a ban or a new password, which end all sessions that they find.
   */
  async open(session: NewSession, passwordHash: string, tx: Sql = this.postgres.client): Promise<boolean> {
    const { id, userId, refreshHash, userAgent, days } = session
    const opened = await tx.$executeRaw`
      INSERT INTO session (id, user_id, refresh_hash, user_agent, expires_at)
      SELECT ${id}::uuid, u.id, ${refreshHash}, ${userAgent}, now() + make_interval(days => ${days}::int)
      FROM (SELECT id FROM app_user
            WHERE id = ${userId}::uuid AND password_hash = ${passwordHash} AND banned_at IS NULL FOR SHARE) u`
    return opened === 1
  }

  /** Moves to the next token if `hash` is of the newest one. */
  async rotate({ id, hash, nextHash, days }: Rotation): Promise<Open | undefined> {
    const [row] = await this.postgres.client.$queryRaw<Open[]>`
      UPDATE session s SET generation = generation + 1, previous_hash = refresh_hash, refresh_hash = ${nextHash},
        rotated_at = now(), last_used_at = now(), expires_at = now() + make_interval(days => ${days}::int)
      FROM app_user u
      WHERE s.id = ${id}::uuid AND s.refresh_hash = ${hash} AND s.revoked_at IS NULL AND s.expires_at > now()
        AND u.id = s.user_id AND u.banned_at IS NULL
      RETURNING s.user_id::text AS "userId"`
    return row
  }

  async standing(id: string, hash: string): Promise<Standing | undefined> {
    const [row] = await this.postgres.client.$queryRaw<Standing[]>`
      SELECT s.user_id::text AS "userId", s.generation,
        CASE WHEN s.revoked_at IS NOT NULL OR s.expires_at <= now() OR u.banned_at IS NOT NULL THEN 'ended'
             WHEN s.previous_hash = ${hash} AND s.rotated_at > now() - make_interval(secs => ${GRACE_SECONDS}::int)
             THEN 'grace' ELSE 'reused' END AS state
      FROM session s JOIN app_user u ON u.id = s.user_id WHERE s.id = ${id}::uuid`
    return row
  }

  /** @returns ids of the sessions that this ended */
  async end(which: Which, tx: Sql): Promise<string[]> {
    const { userId = null, only = null, except = null } = which
    const rows = await tx.$queryRaw<{ id: string }[]>`
      UPDATE session SET revoked_at = now() WHERE revoked_at IS NULL
        AND (${userId}::uuid IS NULL OR user_id = ${userId}::uuid)
        AND (${only}::uuid IS NULL OR id = ${only}::uuid)
        AND (${except}::uuid IS NULL OR id <> ${except}::uuid)
      RETURNING id::text AS id`
    const ids = rows.map((row) => row.id)
    // After the lock, so that a device that was added at this moment goes too.
    if (ids.length > 0) await tx.pushSubscription.deleteMany({ where: { sessionId: { in: ids } } })
    return ids
  }

  async endedWithin(seconds: number): Promise<string[]> {
    const rows = await this.postgres.client.$queryRaw<{ id: string }[]>`
      SELECT id::text AS id FROM session WHERE revoked_at > now() - make_interval(secs => ${seconds}::int)`
    return rows.map((row) => row.id)
  }

  async openOf(userId: string) {
    return this.postgres.client.session.findMany({
      where: { userId, revokedAt: null, expiresAt: { gt: new Date() }, apiToken: null },
      orderBy: { lastUsedAt: 'desc' },
      select: { id: true, userAgent: true, createdAt: true, lastUsedAt: true, expiresAt: true },
      take: 200,
    })
  }

  /** Forgets sessions of this user that ended more than a day ago. */
  async purge(userId: string, tx: Sql = this.postgres.client): Promise<void> {
    await tx.$executeRaw`
      DELETE FROM session WHERE user_id = ${userId}::uuid
        AND (revoked_at < now() - interval '1 day' OR expires_at < now() - interval '1 day')`
  }
}

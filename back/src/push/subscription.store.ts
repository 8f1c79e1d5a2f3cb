import { Injectable } from '@nestjs/common'
import { LIMITS } from '@papo/contract'
import { Postgres, type Sql } from '../infra/postgres.js'

/** Where a device is reached, and what only it can read. */
export type Address = { id: string; endpoint: string; p256dh: string; auth: string }
export type NewSubscription = Address & { userId: string; sessionId: string }

@Injectable()
export class SubscriptionStore {
  constructor(private readonly postgres: Postgres) {}

  /** An endpoint belongs to whoever brought it last. @returns its id; undefined if the session has ended */
  save(given: NewSubscription): Promise<string | undefined> {
    const { id, userId, sessionId, endpoint, p256dh, auth } = given
    return this.postgres.transaction(async (tx) => {
      // Locked, so that a session that ends at this moment takes this along.
      const [session] = await tx.$queryRaw<object[]>`
        SELECT 1 FROM session WHERE id = ${sessionId}::uuid AND revoked_at IS NULL FOR SHARE`
      if (!session) return undefined
      // A new id for a new owner: what is under way to the one before finds nothing.
      const [row] = await tx.$queryRaw<{ id: string }[]>`
        INSERT INTO push_subscription AS old (id, user_id, session_id, endpoint, p256dh, auth)
        VALUES (${id}::uuid, ${userId}::uuid, ${sessionId}::uuid, ${endpoint}, ${p256dh}, ${auth})
        ON CONFLICT (endpoint) DO UPDATE SET user_id = EXCLUDED.user_id, session_id = EXCLUDED.session_id,
          p256dh = EXCLUDED.p256dh, auth = EXCLUDED.auth, created_at = now(),
          id = CASE WHEN old.user_id = EXCLUDED.user_id THEN old.id ELSE EXCLUDED.id END
        RETURNING id::text AS id`
      await this.dropOldest(tx, userId)
      return row?.id
    })
  }

  async remove(userId: string, id: string): Promise<boolean> {
    const { count } = await this.postgres.client.pushSubscription.deleteMany({ where: { id, userId } })
    return count > 0
  }

  /** It is of no use any more. */
  async forget(id: string): Promise<void> {
    await this.postgres.client.pushSubscription.deleteMany({ where: { id } })
  }

  /** The device that a session belongs to. */
  ofSession(sessionId: string): Promise<Address | null> {
    return this.postgres.client.pushSubscription.findFirst({
      where: { sessionId },
      orderBy: { createdAt: 'desc' },
      select: { id: true, endpoint: true, p256dh: true, auth: true },
    })
  }

  private async dropOldest(tx: Sql, userId: string): Promise<void> {
    await tx.$executeRaw`
      DELETE FROM push_subscription WHERE id IN (
        SELECT id FROM push_subscription WHERE user_id = ${userId}::uuid
        ORDER BY created_at DESC, id DESC OFFSET ${LIMITS.pushSubscriptionsMax})`
  }
}

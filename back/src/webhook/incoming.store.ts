import { Injectable } from '@nestjs/common'
import type { IncomingWebhook } from '@papo/contract'
import { Postgres, type Sql } from '../infra/postgres.js'
import { toUser, USER_COLUMNS } from '../user/user.view.js'

export type NewIncoming = {
  id: string
  roomId: string
  userId: string
  secretHash: string
  createdBy: string
}
/** Where a secret leads. */
export type Line = { id: string; roomId: string; userId: string }

/** Incoming webhooks. `tx`: in the transaction that holds the room. */
@Injectable()
export class IncomingStore {
  constructor(private readonly postgres: Postgres) {}

  async insert(tx: Sql, webhook: NewIncoming): Promise<void> {
    await tx.incomingWebhook.create({ data: webhook })
  }

  /** Those of a room that were not deleted, the latest first. */
  async of(roomId: string, db: Sql = this.postgres.client): Promise<IncomingWebhook[]> {
    const rows = await db.incomingWebhook.findMany({
      where: { roomId, revokedAt: null },
      orderBy: { id: 'desc' },
      include: { user: { select: { ...USER_COLUMNS, memberships: { where: { roomId, state: 'active' } } } } },
    })
    return rows.map(({ user: { memberships, ...user }, ...row }) => ({
      id: row.id,
      roomId,
      user: toUser(user),
      createdBy: row.createdBy,
      createdAt: row.createdAt.toISOString(),
      ...(row.lastUsedAt ? { lastUsedAt: row.lastUsedAt.toISOString() } : {}),
      stopped: memberships.length === 0,
    }))
  }

  /** @returns its bot; undefined when there is nothing to delete */
  async revoke(tx: Sql, roomId: string, id: string): Promise<string | undefined> {
    const rows = await tx.$queryRaw<{ userId: string }[]>`
      UPDATE incoming_webhook SET revoked_at = now()
      WHERE id = ${id}::uuid AND room_id = ${roomId}::uuid AND revoked_at IS NULL
      RETURNING user_id::text AS "userId"`
    return rows[0]?.userId
  }

  /** Undefined for a secret that is not good any more, or never was. */
  async bySecret(secretHash: string): Promise<Line | undefined> {
    const where = { secretHash, revokedAt: null, room: { deletedAt: null }, user: { bannedAt: null } }
    const select = { id: true, roomId: true, userId: true }
    return (await this.postgres.client.incomingWebhook.findFirst({ where, select })) ?? undefined
  }

  /** Once a minute at most, so that a busy webhook does not write for every message. */
  async used(id: string): Promise<void> {
    await this.postgres.client.$executeRaw`
      UPDATE incoming_webhook SET last_used_at = now()
      WHERE id = ${id}::uuid AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`
  }
}

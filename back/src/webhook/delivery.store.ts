import { Injectable } from '@nestjs/common'
import type { RoomEvent, User } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { Postgres } from '../infra/postgres.js'
import { rowToEvent, rowToSent } from '../message/message.rows.js'
import { toUser, USER_COLUMNS } from '../user/user.view.js'

export type Delivery = {
  id: string
  webhookId: string
  roomId: string
  seq: bigint
  url: string
  secret: string
  kind: 'public' | 'private' | 'direct'
  name: string
  /** Whether who answers for it still runs the room. */
  answered: boolean
}
export type Attempt = { status?: number; reason?: 'status' | 'timeout' | 'unreachable'; durationMs: number }
type Off = 'failing' | 'gone' | 'maker'

/** A webhook is turned off when it failed so often, for so long. */
const FAILURES = 20
const FAILING_HOURS = 24

/** One delivery: what is to be sent, and what became of it. */
@Injectable()
export class WebhookDeliveryStore {
  constructor(private readonly postgres: Postgres) {}

  /** Undefined when it came to its end, its webhook is off, or its room is gone. */
  async find(id: string): Promise<Delivery | undefined> {
    const [row] = await this.postgres.client.$queryRaw<Delivery[]>`
      SELECT d.id::text AS id, w.id::text AS "webhookId", d.room_id::text AS "roomId", d.seq, w.url, w.secret, r.kind,
        r.name, EXISTS (SELECT 1 FROM membership m JOIN app_user u ON u.id = m.user_id
          WHERE m.room_id = r.id AND m.user_id = w.created_by AND m.state = 'active' AND m.role <> 'member'
            AND u.banned_at IS NULL) AS answered
      FROM webhook_delivery d JOIN outgoing_webhook w ON w.id = d.webhook_id JOIN room r ON r.id = d.room_id
      WHERE d.id = ${id}::uuid AND d.state IN ('due', 'queued') AND w.disabled_at IS NULL AND r.deleted_at IS NULL`
    return row
  }

  /** The event as it is now: what was deleted is blank. */
  async event({ roomId, seq }: Delivery): Promise<RoomEvent | undefined> {
    const where = { roomId_seq: { roomId, seq } }
    const message = await this.postgres.client.message.findUnique({ where })
    if (message) return rowToSent(message)
    const event = await this.postgres.client.roomEvent.findUnique({ where })
    return event ? rowToEvent(event) : undefined
  }

  async actor(id: string): Promise<User | undefined> {
    const row = await this.postgres.client.user.findUnique({ where: { id }, select: USER_COLUMNS })
    return row ? toUser(row) : undefined
  }

  async drop(id: string): Promise<void> {
    await this.postgres.client.$executeRaw`
      UPDATE webhook_delivery SET state = 'dropped', touched_at = now()
      WHERE id = ${id}::uuid AND state IN ('due', 'queued')`
  }

  /** `last`: no other attempt follows. */
  async note({ id, webhookId }: Delivery, attempt: Attempt, last: boolean): Promise<void> {
    const { status, reason, durationMs } = attempt
    const state = reason === undefined ? 'sent' : last ? 'failed' : 'queued'
    await this.postgres.client.webhookDelivery.updateMany({
      where: { id },
      data: {
        ...{ state, durationMs, status: status ?? null, reason: reason ?? null },
        ...{ attempts: { increment: 1 }, touchedAt: new Date() },
      },
    })
    if (reason === undefined)
      await this.postgres.client.$executeRaw`
        UPDATE outgoing_webhook SET failures = 0, failing_since = NULL
        WHERE id = ${webhookId}::uuid AND failures > 0`
    else await this.fail(webhookId)
  }

  /** Turns a webhook off, which its room's owners and admins read in the log of measures. */
  async disable(webhookId: string, why: Off): Promise<void> {
    await this.postgres.transaction(async (tx) => {
      const off = await tx.$queryRaw<{ roomId: string; createdBy: string }[]>`
        UPDATE outgoing_webhook SET disabled_at = now(), disabled_reason = ${why}
        WHERE id = ${webhookId}::uuid AND disabled_at IS NULL
        RETURNING room_id::text AS "roomId", created_by::text AS "createdBy"`
      for (const { roomId, createdBy: actorId } of off)
        await tx.auditEntry.create({
          data: { id: uuidv7(), roomId, actorId, action: 'webhook.disabled', detail: { webhookId, why } },
        })
      await tx.webhookDelivery.updateMany({
        where: { webhookId, state: { in: ['due', 'queued'] } },
        data: { state: 'dropped', touchedAt: new Date() },
      })
    })
  }

  private async fail(webhookId: string): Promise<void> {
    const [row] = await this.postgres.client.$queryRaw<{ over: boolean }[]>`
      UPDATE outgoing_webhook SET failures = failures + 1, failing_since = COALESCE(failing_since, now())
      WHERE id = ${webhookId}::uuid
      RETURNING failures >= ${FAILURES} AND failing_since < now() - make_interval(hours => ${FAILING_HOURS}::int) AS over`
    if (row?.over) await this.disable(webhookId, 'failing')
  }
}

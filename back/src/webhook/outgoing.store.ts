import { Injectable } from '@nestjs/common'
import type { OutgoingWebhook, Request, WebhookDelivery } from '@papo/contract'
import { Postgres, type Sql } from '../infra/postgres.js'

type Change = Omit<Request<'updateOutgoingWebhook'>, 'enabled'> & { enabledBy?: string; off?: true }
export type NewOutgoing = Request<'createOutgoingWebhook'> & {
  id: string
  roomId: string
  secret: string
  createdBy: string
}
type Place = { roomId: string; webhookId: string }

const SHOWN_MAX = 100
/** What its maker needs not to know apart. */
const SHOWN_STATES: Record<string, WebhookDelivery['state']> = {
  sent: 'sent',
  failed: 'failed',
  dropped: 'dropped',
}

/** Outgoing webhooks, as those who run a room see and change them. `tx`: in the transaction that holds the room. */
@Injectable()
export class OutgoingStore {
  constructor(private readonly postgres: Postgres) {}

  async insert(tx: Sql, webhook: NewOutgoing): Promise<void> {
    await tx.outgoingWebhook.create({ data: webhook })
  }

  /** Those of a room, the latest first. */
  async of(roomId: string, db: Sql = this.postgres.client): Promise<OutgoingWebhook[]> {
    const rows = await db.outgoingWebhook.findMany({ where: { roomId }, orderBy: { id: 'desc' } })
    return rows.map((row) => ({
      id: row.id,
      roomId,
      url: row.url,
      events: row.events as OutgoingWebhook['events'],
      createdBy: row.createdBy,
      createdAt: row.createdAt.toISOString(),
      ...(row.failingSince ? { failingSince: row.failingSince.toISOString() } : {}),
      ...(row.disabledAt ? { disabled: row.disabledReason as NonNullable<OutgoingWebhook['disabled']> } : {}),
    }))
  }

  /** @returns false when there is none */
  async update(
    tx: Sql,
    { roomId, webhookId }: Place,
    { enabledBy, off, ...change }: Change,
  ): Promise<boolean> {
    const fresh = { failures: 0, failingSince: null, disabledAt: null, disabledReason: null }
    const { url, events } = change
    const { count } = await tx.outgoingWebhook.updateMany({
      where: { id: webhookId, roomId },
      data: {
        ...(url === undefined ? {} : { url }),
        ...(events === undefined ? {} : { events }),
        ...(enabledBy === undefined ? {} : { ...fresh, createdBy: enabledBy }),
        ...(off ? { disabledAt: new Date(), disabledReason: 'off' } : {}),
      },
    })
    return count === 1
  }

  /** @returns false when there is none */
  async delete(tx: Sql, { roomId, webhookId }: Place): Promise<boolean> {
    const { count } = await tx.outgoingWebhook.deleteMany({ where: { id: webhookId, roomId } })
    if (count > 0) await tx.webhookDelivery.deleteMany({ where: { webhookId } })
    return count === 1
  }

  async deliveries({ roomId, webhookId }: Place): Promise<WebhookDelivery[]> {
    const rows = await this.postgres.client.webhookDelivery.findMany({
      where: { roomId, webhookId },
      orderBy: { seq: 'desc' },
      take: SHOWN_MAX,
    })
    return rows.map((row) => ({
      id: row.id,
      seq: Number(row.seq),
      event: row.event as WebhookDelivery['event'],
      state: SHOWN_STATES[row.state] ?? 'waiting',
      attempts: row.attempts,
      ...(row.status === null ? {} : { status: row.status }),
      ...(row.durationMs === null ? {} : { durationMs: row.durationMs }),
      ...(row.reason === null ? {} : { reason: row.reason as NonNullable<WebhookDelivery['reason']> }),
      createdAt: row.createdAt.toISOString(),
    }))
  }

  /** One that has come to its end begins anew. @returns false when there is none */
  async repeat(place: Place, id: string): Promise<boolean> {
    const { count } = await this.postgres.client.webhookDelivery.updateMany({
      where: { ...place, id, state: { in: ['sent', 'failed', 'dropped'] } },
      data: { state: 'due', attempts: 0, round: { increment: 1 }, touchedAt: new Date() },
    })
    return count === 1
  }
}

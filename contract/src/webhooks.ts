import { z } from 'zod'
import { roomEvent } from './events.js'
import { roomKind, user } from './models.js'
import { DELIVERY_REASONS, DELIVERY_STATES, WEBHOOK_DISABLED, WEBHOOK_EVENTS } from './names.js'
import { id, seq, timestamp } from './scalars.js'

/** A secret address that says messages into one room, as a bot of its own. */
export const incomingWebhook = z.strictObject({
  id,
  roomId: id,
  /** Who says its messages. Once they are out of the room, it says nothing any more. */
  user,
  createdBy: id,
  createdAt: timestamp,
  lastUsedAt: timestamp.optional(),
  /** Its bot was put out of the room. */
  stopped: z.boolean(),
})
export type IncomingWebhook = z.infer<typeof incomingWebhook>

/** An address outside that is told of what happens in one room. */
export const outgoingWebhook = z.strictObject({
  id,
  roomId: id,
  url: z.string(),
  events: z.array(z.enum(WEBHOOK_EVENTS)),
  /** Who answers for it. */
  createdBy: id,
  createdAt: timestamp,
  /** Since then no attempt succeeded. */
  failingSince: timestamp.optional(),
  disabled: z.enum(WEBHOOK_DISABLED).optional(),
})
export type OutgoingWebhook = z.infer<typeof outgoingWebhook>

/** One event on its way to an outgoing webhook; kept for a week. */
export const webhookDelivery = z.strictObject({
  id,
  seq,
  event: z.enum(WEBHOOK_EVENTS),
  state: z.enum(DELIVERY_STATES),
  attempts: z.int().nonnegative(),
  /** Of the last attempt. */
  status: z.int().optional(),
  durationMs: z.int().nonnegative().optional(),
  reason: z.enum(DELIVERY_REASONS).optional(),
  createdAt: timestamp,
})
export type WebhookDelivery = z.infer<typeof webhookDelivery>

/** What is sent to an outgoing webhook. The same `id` is the same event of the same webhook, sent again. */
export const webhookPayload = z.strictObject({
  id,
  room: z.strictObject({ id, kind: roomKind, name: z.string() }),
  /** Who did it; left out once they are gone. */
  actor: user.optional(),
  /** With its place in the room, `seq`, as order is not promised. A message that was deleted meanwhile has an empty body. */
  event: roomEvent,
})
export type WebhookPayload = z.infer<typeof webhookPayload>

import { Injectable } from '@nestjs/common'
import type { WebhookPayload } from '@papo/contract'
import { Outside } from '../outside/outside.js'
import { OutsideError } from '../outside/outside.error.js'
import { type Attempt, type Delivery, WebhookDeliveryStore } from './delivery.store.js'
import { headersOf } from './signature.js'

const DEADLINE_MS = 5_000
const ANSWER_BYTES_MAX = 4_096
const GONE = 410

/** To be tried again. */
export class WebhookLater extends Error {
  constructor(reason: string) {
    super(`the webhook's address: ${reason}`)
  }
}

/** Tells one address outside of one event. */
@Injectable()
export class WebhookDeliveryService {
  constructor(
    private readonly store: WebhookDeliveryStore,
    private readonly outside: Outside,
  ) {}

  /** @throws WebhookLater unless it is the `last` attempt */
  async deliver(id: string, last: boolean): Promise<void> {
    const delivery = await this.store.find(id)
    const event = delivery && (await this.store.event(delivery))
    if (!delivery || !event) return this.store.drop(id)
    if (!delivery.answered) return this.store.disable(delivery.webhookId, 'maker')
    const { roomId, kind, name } = delivery
    const actor = await this.store.actor(event.actorId)
    const room = { id: roomId, kind, name }
    const payload: WebhookPayload = { id, room, ...(actor ? { actor } : {}), event }
    const attempt = await this.attempt(delivery, Buffer.from(JSON.stringify(payload)))
    await this.store.note(delivery, attempt, last)
    if (attempt.status === GONE) return this.store.disable(delivery.webhookId, 'gone')
    if (attempt.reason !== undefined && !last) throw new WebhookLater(attempt.reason)
  }

  /** Of the answer nothing but its status is kept: it may come from anywhere. */
  private async attempt({ id, url, secret }: Delivery, body: Buffer): Promise<Attempt> {
    const startedAt = performance.now()
    const took = () => Math.round(performance.now() - startedAt)
    try {
      const headers = headersOf(secret, id, { body, at: new Date() })
      const wanted = { bytesMax: ANSWER_BYTES_MAX, cut: true, deadlineMs: DEADLINE_MS }
      const { status } = await this.outside.fetch(url, { method: 'POST', headers, body, ...wanted })
      const good = status >= 200 && status < 300
      return { status, durationMs: took(), ...(good ? {} : { reason: 'status' }) }
    } catch (error) {
      if (!(error instanceof OutsideError)) throw error
      // Why it cannot be reached is not told: it would say what is in our own network.
      return { durationMs: took(), reason: error.reason === 'deadline' ? 'timeout' : 'unreachable' }
    }
  }
}

import { Injectable } from '@nestjs/common'
import { AttentionStore } from './attention.store.js'
import { DeliveryStore } from './delivery.store.js'
import { payloadOf, secondsLeft, topicOf } from './letter.js'
import type { PushJob } from './push.queue.js'
import { PushService } from './push.service.js'

/** A push service is busy or away: to be tried again, after so long if it said so. */
export class PushLater extends Error {
  constructor(readonly retryAfterMs: number | undefined) {
    super('the push service is busy or away')
  }
}

/** Tells one device of one message, unless that is of no use any more. */
@Injectable()
export class DeliveryService {
  constructor(
    private readonly store: DeliveryStore,
    private readonly attention: AttentionStore,
    private readonly push: PushService,
  ) {}

  /** @throws PushLater */
  async deliver(job: PushJob): Promise<void> {
    const { roomId, seq, urgent } = job
    const delivery = await this.store.find(job)
    const ttlSeconds = delivery ? secondsLeft(delivery.at, new Date()) : 0
    if (!delivery || ttlSeconds === 0 || (await this.isRead(job))) return
    const sent = await this.push.send(delivery, {
      payload: payloadOf(delivery, job),
      urgency: urgent ? 'high' : 'normal',
      ttlSeconds,
      topic: topicOf(roomId, seq),
    })
    if (sent.outcome === 'later') throw new PushLater(sent.retryAfterMs)
  }

  private async isRead({ userId, roomId, seq }: PushJob): Promise<boolean> {
    const read = await this.attention.readSeqs(roomId, [userId])
    return (read.get(userId) ?? 0) >= seq
  }
}

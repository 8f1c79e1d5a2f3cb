import { Injectable } from '@nestjs/common'
import { type BullQueue, Queues } from '../infra/queue.js'
import type { Due } from './dispatch.store.js'

export type WebhookJob = { deliveryId: string }
export const WEBHOOK_QUEUE = 'webhook'
/** 2 s, 8 s … 2 h 16 min between them, or down to half of that: one and a half to three hours in all. */
export const WEBHOOK_ATTEMPTS = 8
const FIRST_WAIT_MS = 2_000

/** Never all at the same moment. */
export const waitMs = (attempts: number): number =>
  FIRST_WAIT_MS * 4 ** (attempts - 1) * (0.5 + Math.random() / 2)

@Injectable()
export class WebhookQueue {
  private readonly queue: BullQueue

  constructor(queues: Queues) {
    this.queue = queues.queue(WEBHOOK_QUEUE, {
      defaultJobOptions: {
        attempts: WEBHOOK_ATTEMPTS,
        backoff: { type: 'custom' },
        removeOnComplete: true,
        removeOnFail: { age: 86_400 },
      },
    })
  }

  /** The same again makes no second job while the first one waits. */
  async add(due: Due[]): Promise<void> {
    await this.queue.addBulk(
      due.map(({ id, round }) => ({
        name: 'deliver',
        data: { deliveryId: id } satisfies WebhookJob,
        opts: { jobId: `${id}-${round}` },
      })),
    )
  }
}

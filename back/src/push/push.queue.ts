import { Injectable } from '@nestjs/common'
import { type BullQueue, Queues } from '../infra/queue.js'

/** One message for one device. What it says is read when it is sent: it may be gone by then, or be another's. */
export type PushJob = {
  deviceId: string
  userId: string
  roomId: string
  seq: number
  urgent: boolean
  /** What waits in all rooms and is meant for the reader. */
  unread: number
}
export const PUSH_QUEUE = 'push'
export const PUSH_ATTEMPTS = 8

/** Within this time the same message makes no second job for the same device. */
const REMEMBERED = { age: 15 * 60, count: 20_000 }
const FAILED_KEPT = { age: 86_400 }

@Injectable()
export class PushQueue {
  private readonly queue: BullQueue

  constructor(queues: Queues) {
    this.queue = queues.queue(PUSH_QUEUE, {
      defaultJobOptions: {
        attempts: PUSH_ATTEMPTS,
        backoff: { type: 'custom' },
        removeOnComplete: REMEMBERED,
        removeOnFail: FAILED_KEPT,
      },
    })
  }

  async add(jobs: PushJob[]): Promise<void> {
    if (jobs.length === 0) return
    await this.queue.addBulk(
      jobs.map((data) => ({
        name: 'push',
        data,
        opts: { jobId: `${data.deviceId}-${data.roomId}-${data.seq}` },
      })),
    )
  }
}

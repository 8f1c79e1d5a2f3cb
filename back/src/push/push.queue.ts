import { Inject, Injectable } from '@nestjs/common'
import { type BullQueue, Queues } from '../infra/queue.js'
import { LOGGER, type Logger } from '../logger.js'

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
// Whatever waits behind so many would be old news by its turn, and Redis has to hold it, which holds the rooms too.
const WAITING_MAX = 20_000
const URGENT_WAITING_MAX = 60_000

@Injectable()
export class PushQueue {
  private readonly queue: BullQueue

  constructor(
    queues: Queues,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.queue = queues.queue(PUSH_QUEUE, {
      defaultJobOptions: {
        attempts: PUSH_ATTEMPTS,
        backoff: { type: 'custom' },
        removeOnComplete: REMEMBERED,
        removeOnFail: FAILED_KEPT,
      },
    })
  }

  /** While too many wait, none are added; those that are meant for their reader go on for longer. */
  async add(jobs: PushJob[]): Promise<void> {
    if (jobs.length === 0) return
    const waiting = await this.queue.count()
    const taken = jobs.filter(({ urgent }) => waiting < (urgent ? URGENT_WAITING_MAX : WAITING_MAX))
    const leftOut = jobs.length - taken.length
    if (leftOut > 0) this.logger.warn({ waiting, leftOut }, 'too many notifications wait')
    if (taken.length === 0) return
    await this.queue.addBulk(
      taken.map((data) => ({
        name: 'push',
        data,
        opts: { jobId: `${data.deviceId}-${data.roomId}-${data.seq}` },
      })),
    )
  }
}

import { Injectable } from '@nestjs/common'
import type { Request } from '@papo/contract'
import { type BullQueue, Queues } from '../infra/queue.js'

/** Whoever has an account with this address gets a link. It holds no token: the worker makes it. */
export type ResetJob = Request<'requestPasswordReset'>
/** The mentions that someone missed between two moments (ISO 8601). */
export type DigestJob = { userId: string; from: string; till: string }

export const MAIL_QUEUE = 'mail'
const LOOK_EVERY_MS = 60_000
const ATTEMPTS = 9
const FIRST_WAIT_MS = 1_000
const FAILED_KEPT = { age: 86_400 }

@Injectable()
export class MailQueue {
  private readonly queue: BullQueue

  constructor(queues: Queues) {
    this.queue = queues.queue(MAIL_QUEUE, {
      defaultJobOptions: {
        attempts: ATTEMPTS,
        backoff: { type: 'exponential', delay: FIRST_WAIT_MS, jitter: 0.5 },
        removeOnComplete: true,
        removeOnFail: FAILED_KEPT,
      },
    })
  }

  async askForReset(job: ResetJob): Promise<void> {
    await this.queue.add('reset', job)
  }

  async addDigests(jobs: DigestJob[]): Promise<void> {
    if (jobs.length > 0) await this.queue.addBulk(jobs.map((data) => ({ name: 'digest', data })))
  }

  /** Starts the clock of digests, once for the whole cluster. */
  async schedule(): Promise<void> {
    await this.queue.upsertJobScheduler('digests', { every: LOOK_EVERY_MS }, { name: 'look' })
  }
}

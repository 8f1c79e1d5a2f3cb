import { Injectable } from '@nestjs/common'
import { type BullQueue, Queues } from '../infra/queue.js'
import type { FollowUp } from './follow.store.js'

/** What a job of either queue says. */
export type FollowJob = { roomId: string; seq: number }
export const NOTIFY_QUEUE = 'notify'
export const PREVIEW_QUEUE = 'preview'

// For minutes in all: a database that changes its server is away for one or two.
const ATTEMPTS = 10
const FIRST_WAIT_MS = 1_000
const FAILED_KEPT_SECONDS = 86_400

@Injectable()
export class FollowQueues {
  private readonly queues: Record<FollowUp['kind'], BullQueue>

  constructor(queues: Queues) {
    const defaultJobOptions = {
      attempts: ATTEMPTS,
      backoff: { type: 'exponential', delay: FIRST_WAIT_MS, jitter: 0.5 },
      removeOnComplete: true,
      removeOnFail: { age: FAILED_KEPT_SECONDS },
    }
    this.queues = {
      notify: queues.queue(NOTIFY_QUEUE, { defaultJobOptions }),
      preview: queues.queue(PREVIEW_QUEUE, { defaultJobOptions }),
    }
  }

  /** The same again makes no second job while the first one waits. */
  async add(due: FollowUp[]): Promise<void> {
    for (const kind of ['notify', 'preview'] as const) {
      const jobs = due
        .filter((one) => one.kind === kind)
        .map(({ id, roomId, seq }) => ({
          name: kind,
          data: { roomId, seq: Number(seq) } satisfies FollowJob,
          opts: { jobId: `due-${id}` },
        }))
      if (jobs.length > 0) await this.queues[kind].addBulk(jobs)
    }
  }
}

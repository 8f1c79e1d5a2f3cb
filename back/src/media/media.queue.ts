import { Inject, Injectable } from '@nestjs/common'
import { type BullQueue, Queues } from '../infra/queue.js'
import { LOGGER, type Logger } from '../logger.js'

export const MEDIA_QUEUE = 'media'
export type CheckJob = { fileId: string }
const SWEEP_EVERY_MS = 60_000
const ATTEMPTS = 8
const FIRST_WAIT_MS = 1_000

/** Wakes the workers that look at files. A file waits as its row says; a lost job is made again by the sweeper. */
@Injectable()
export class MediaQueue {
  private readonly queue: BullQueue

  constructor(
    queues: Queues,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.queue = queues.queue(MEDIA_QUEUE, {
      defaultJobOptions: {
        attempts: ATTEMPTS,
        backoff: { type: 'exponential', delay: FIRST_WAIT_MS, jitter: 0.5 },
        removeOnComplete: true,
        // The row is what counts, and the sweeper makes another job of it.
        removeOnFail: true,
      },
    })
  }

  /** Returns at once; the sweeper finds what could not be added. One job per file at a time. */
  check(fileId: string): void {
    const deduplication = { id: `file-${fileId}` }
    this.queue
      .add('check', { fileId } satisfies CheckJob, { deduplication })
      .catch((error: unknown) => this.logger.warn({ fileId, err: error }, 'a file waits for its check'))
  }

  /** Starts the sweeper's clock, once for the whole cluster. */
  async scheduleSweep(): Promise<void> {
    const opts = { attempts: 1 }
    await this.queue.upsertJobScheduler('sweep', { every: SWEEP_EVERY_MS }, { name: 'sweep', opts })
  }
}

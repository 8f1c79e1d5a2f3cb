import { Inject, Injectable } from '@nestjs/common'
import { type BullQueue, type JobsOptions, Queues } from '../infra/queue.js'
import { LOGGER, type Logger } from '../logger.js'

export const EXPORT_QUEUE = 'own-data'
const SWEEP_EVERY_MS = 60_000
/** By then what was said last is stored, as long as the workers keep up. */
const SOON_MS = 1_000

/** Wakes the workers that see to people's own data: what is to be done stands in PostgreSQL. */
@Injectable()
export class ExportQueue {
  private readonly queue: BullQueue

  constructor(
    queues: Queues,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.queue = queues.queue(EXPORT_QUEUE, {
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
    })
  }

  /** Returns at once; the clock finds what could not be added. */
  wake(): void {
    this.add({})
  }

  /** For what cannot be done before PostgreSQL has all of it. One for all who ask meanwhile. */
  wakeSoon(): void {
    this.add({ delay: SOON_MS, deduplication: { id: 'soon', ttl: SOON_MS / 2 } })
  }

  private add(options: JobsOptions): void {
    this.queue
      .add('sweep', {}, options)
      .catch((error: unknown) => this.logger.warn({ err: error }, 'own data waits for the clock'))
  }

  /** Starts the clock, once for the whole cluster. */
  async schedule(): Promise<void> {
    await this.queue.upsertJobScheduler(
      'sweep',
      { every: SWEEP_EVERY_MS },
      { name: 'sweep', opts: { attempts: 1 } },
    )
  }
}

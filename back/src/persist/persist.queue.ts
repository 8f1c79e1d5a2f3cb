import { Inject, Injectable } from '@nestjs/common'
import { type BullQueue, Queues } from '../infra/queue.js'
import { LOGGER, type Logger } from '../logger.js'

export const PERSIST_QUEUE = 'persist'
const SWEEP_EVERY_MS = 1_000

/** Wakes the workers. A job says which shard is dirty and carries no message, so that a lost one loses nothing. */
@Injectable()
export class PersistQueue {
  private readonly queue: BullQueue

  constructor(
    queues: Queues,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.queue = queues.queue(PERSIST_QUEUE, {
      defaultJobOptions: { removeOnComplete: true, removeOnFail: false },
    })
  }

  /** Returns at once; the sweeper finds what could not be added. */
  wake(shard: number): void {
    const deduplication = { id: `shard-${shard}`, keepLastIfActive: true }
    this.queue
      .add('flush', { shard }, { deduplication })
      .catch((error: unknown) => this.logger.warn({ shard, err: error }, 'worker not woken'))
  }

  /** For a shard that nobody works on although it is dirty. */
  async wakeAgain(shard: number): Promise<void> {
    // An id of its own: that of `wake` may belong to a job whose worker died.
    await this.queue.add(
      'flush',
      { shard },
      { deduplication: { id: `again-${shard}`, ttl: 2 * SWEEP_EVERY_MS } },
    )
  }

  /** Starts the sweeper's clock, once for the whole cluster. */
  async scheduleSweep(): Promise<void> {
    await this.queue.upsertJobScheduler('sweep', { every: SWEEP_EVERY_MS }, { name: 'sweep' })
  }
}

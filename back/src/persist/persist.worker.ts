import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { type Job, Queues } from '../infra/queue.js'
import { SHARDS } from '../log/keys.js'
import { LOGGER, type Logger } from '../logger.js'
import { Flusher } from './flusher.js'
import { PERSIST_QUEUE, PersistQueue } from './persist.queue.js'
import { Sweeper } from './sweeper.js'

const SCHEDULE_EVERY_MS = 5_000

/** Takes the jobs: `flush {shard}` and, every second somewhere in the cluster, `sweep`. */
@Injectable()
export class PersistWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly queues: Queues,
    private readonly queue: PersistQueue,
    private readonly flusher: Flusher,
    private readonly sweeper: Sweeper,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.queue.scheduleSweep()
    this.timer = setInterval(() => this.schedule(), SCHEDULE_EVERY_MS)
    this.queues.worker(PERSIST_QUEUE, (job) => this.work(job), {
      // Jobs wait for shards; the work itself is one loop.
      concurrency: SHARDS + 1,
      lockDuration: 10_000,
      stalledInterval: 5_000,
      // A job that lost its worker twice must not count as failed: it names a shard, and the shard is still dirty.
      maxStalledCount: 1_000_000,
    })
  }

  onModuleDestroy(): void {
    clearInterval(this.timer)
  }

  /** A Redis that lost its data lost the clock too. */
  private schedule(): void {
    this.queue
      .scheduleSweep()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'sweeps not scheduled'))
  }

  private async work(job: Job): Promise<void> {
    if (job.name === 'sweep') return this.sweeper.sweep()
    const { shard } = job.data as { shard: number }
    await this.flusher.flush(shard)
  }
}

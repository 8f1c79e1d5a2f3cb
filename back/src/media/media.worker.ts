import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { FileSweeper } from '../file/file.sweeper.js'
import { type Job, Queues } from '../infra/queue.js'
import { LOGGER, type Logger } from '../logger.js'
import { CheckService } from './check.service.js'
import { type CheckJob, MEDIA_QUEUE, MediaQueue } from './media.queue.js'

/** Files at once; of pictures one. */
const CONCURRENCY = 4
const SCHEDULE_EVERY_MS = 30_000

/** Takes the jobs: `check {fileId}` and, every minute somewhere in the cluster, `sweep`. */
@Injectable()
export class MediaWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly queues: Queues,
    private readonly queue: MediaQueue,
    private readonly checks: CheckService,
    private readonly sweeper: FileSweeper,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.queue.scheduleSweep()
    this.timer = setInterval(() => this.schedule(), SCHEDULE_EVERY_MS)
    this.queues.worker(MEDIA_QUEUE, (job) => this.work(job), {
      concurrency: CONCURRENCY,
      lockDuration: 10_000,
      stalledInterval: 5_000,
      // What a worker died of is counted in the file's row.
      maxStalledCount: 1_000,
    })
  }

  onModuleDestroy(): void {
    clearInterval(this.timer)
  }

  /** A Redis that lost its data lost the clock too. */
  private schedule(): void {
    this.queue
      .scheduleSweep()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'sweeps of files not scheduled'))
  }

  private async work(job: Job): Promise<void> {
    if (job.name === 'sweep') return this.sweeper.sweep()
    const { fileId } = job.data as CheckJob
    await this.checks.check(fileId)
  }
}

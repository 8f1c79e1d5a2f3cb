import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { CONFIG, type Config } from '../config.js'
import { type BullQueue, Queues } from '../infra/queue.js'
import { LOGGER, type Logger } from '../logger.js'
import { ExpiryService } from './expiry.service.js'

const QUEUE = 'retention'
const SCHEDULE_EVERY_MS = 30_000

/** Erases what is too old: one worker of the cluster at a time, every minute. */
@Injectable()
export class RetentionWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly queue: BullQueue
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly queues: Queues,
    private readonly expiry: ExpiryService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.queue = queues.queue(QUEUE, { defaultJobOptions: { removeOnComplete: true, removeOnFail: true } })
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.schedule()
    this.timer = setInterval(() => void this.schedule(), SCHEDULE_EVERY_MS)
    this.queues.worker(QUEUE, () => this.expiry.sweep(), {
      concurrency: 1,
      lockDuration: 30_000,
      maxStalledCount: 1_000,
    })
  }

  onModuleDestroy(): void {
    clearInterval(this.timer)
  }

  /** Again and again: a Redis that lost its data lost the clock too. */
  private async schedule(): Promise<void> {
    const every = this.config.RETENTION_SWEEP_SECONDS * 1_000
    try {
      await this.queue.upsertJobScheduler('sweep', { every }, { name: 'sweep', opts: { attempts: 1 } })
    } catch (error) {
      this.logger.warn({ err: error }, 'erasing is not scheduled')
    }
  }
}

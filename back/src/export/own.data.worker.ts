import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { LegacyService } from '../deletion/legacy.service.js'
import { Queues } from '../infra/queue.js'
import { LOGGER, type Logger } from '../logger.js'
import { ExportMaker } from './export.maker.service.js'
import { EXPORT_QUEUE, ExportQueue } from './export.queue.js'

const SCHEDULE_EVERY_MS = 30_000

/** Makes exports, and deletes what was said by those who are gone and wanted it so. */
@Injectable()
export class OwnDataWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly queues: Queues,
    private readonly queue: ExportQueue,
    private readonly maker: ExportMaker,
    private readonly legacy: LegacyService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.schedule()
    this.timer = setInterval(() => void this.schedule(), SCHEDULE_EVERY_MS)
    this.queues.worker(EXPORT_QUEUE, () => this.sweep(), {
      concurrency: 1,
      lockDuration: 10_000,
      stalledInterval: 5_000,
      maxStalledCount: 1_000,
    })
  }

  onModuleDestroy(): void {
    clearInterval(this.timer)
  }

  private async sweep(): Promise<void> {
    await this.maker.sweep()
    if (await this.legacy.sweep()) this.queue.wakeSoon()
  }

  private async schedule(): Promise<void> {
    await this.queue
      .schedule()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'own data: no clock'))
  }
}

import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { CONFIG, type Config } from '../config.js'
import { isUnavailable } from '../errors.js'
import { type Job, Queues } from '../infra/queue.js'
import { LOGGER, type Logger } from '../logger.js'
import { DigestService } from './digest.service.js'
import { type DigestJob, MAIL_QUEUE, MailQueue, type ResetJob } from './mail.queue.js'
import { ResetLetterService } from './reset.letter.service.js'

const LETTERS_AT_ONCE = 4
const SCHEDULE_EVERY_MS = 30_000
// A worker that dies is noticed soon, and its jobs are nobody's failure.
const CARE = { lockDuration: 60_000, stalledInterval: 15_000, maxStalledCount: 1_000 }

/** Takes the jobs: a link for a new password, a digest and, every minute somewhere in the cluster, a look for those. */
@Injectable()
export class MailWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly queues: Queues,
    private readonly queue: MailQueue,
    private readonly resets: ResetLetterService,
    private readonly digests: DigestService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.SMTP_URL) return
    this.schedule()
    this.timer = setInterval(() => this.schedule(), SCHEDULE_EVERY_MS)
    this.queues.worker(MAIL_QUEUE, (job) => this.work(job), { ...CARE, concurrency: LETTERS_AT_ONCE })
  }

  onModuleDestroy(): void {
    clearInterval(this.timer)
  }

  /** Again and again: a Redis that lost its data lost the clock too. */
  private schedule(): void {
    this.queue
      .schedule()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'digests are not scheduled'))
  }

  private async work(job: Job): Promise<void> {
    if (job.name === 'reset') return this.resets.send(job.data as ResetJob, job.timestamp)
    if (job.name === 'digest') return this.digests.send(job.data as DigestJob)
    try {
      await this.digests.look()
    } catch (error) {
      if (!isUnavailable(error)) throw error
      this.logger.warn({ err: error }, 'digests wait')
    }
  }
}

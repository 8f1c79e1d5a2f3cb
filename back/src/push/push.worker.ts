import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { type FollowJob, NOTIFY_QUEUE } from '../follow/follow.queues.js'
import { type Job, Queues } from '../infra/queue.js'
import { LOGGER, type Logger } from '../logger.js'
import { DeliveryService, PushLater } from './delivery.service.js'
import { NotifyService } from './notify.service.js'
import { PUSH_ATTEMPTS, PUSH_QUEUE, type PushJob } from './push.queue.js'
import { waitMs } from './retry.after.js'

const MESSAGES_AT_ONCE = 4
const LETTERS_AT_ONCE = 20
// A worker that dies is noticed soon, and its jobs are nobody's failure.
const CARE = { lockDuration: 20_000, stalledInterval: 5_000, maxStalledCount: 1_000 }

/** Takes the jobs: whom to tell of a message, and one for each of their devices. */
@Injectable()
export class PushWorker implements OnApplicationBootstrap {
  constructor(
    private readonly queues: Queues,
    private readonly notify: NotifyService,
    private readonly delivery: DeliveryService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.queues.worker(NOTIFY_QUEUE, (job) => this.notify.tell(job.data as FollowJob), {
      ...CARE,
      concurrency: MESSAGES_AT_ONCE,
    })
    this.queues.worker(PUSH_QUEUE, (job) => this.deliver(job), {
      ...CARE,
      concurrency: LETTERS_AT_ONCE,
      settings: { backoffStrategy: (attempts, _type, error) => waitMs(attempts, askedBy(error)) },
    })
  }

  private async deliver(job: Job): Promise<void> {
    try {
      await this.delivery.deliver(job.data as PushJob)
    } catch (error) {
      if (!(error instanceof PushLater) || job.attemptsMade + 1 < PUSH_ATTEMPTS) throw error
      const { roomId, seq, deviceId } = job.data as PushJob
      this.logger.warn({ roomId, seq, deviceId }, 'notification given up')
    }
  }
}

const askedBy = (error: unknown) => (error instanceof PushLater ? error.retryAfterMs : undefined)

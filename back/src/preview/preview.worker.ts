import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { DelayedError } from 'bullmq'
import { type FollowJob, PREVIEW_QUEUE } from '../follow/follow.queues.js'
import { type Job, Queues } from '../infra/queue.js'
import { NotYet } from './page.service.js'
import { PreviewService } from './preview.service.js'

const CONCURRENCY = 4
/** A worker that dies is nobody's failure; but a picture that ends each one that decodes it is not tried for ever. */
const STALLED_MAX = 5
const FIRST_WAIT_MS = 400
const WAIT_MAX_MS = 30_000
/** A preview that comes later than that is of no use. */
const GIVEN_UP_MS = 900_000

/** Takes the jobs of the queue `preview`: messages with links, and messages that were edited. */
@Injectable()
export class PreviewWorker implements OnApplicationBootstrap {
  constructor(
    private readonly queues: Queues,
    private readonly previews: PreviewService,
  ) {}

  onApplicationBootstrap(): void {
    this.queues.worker(PREVIEW_QUEUE, (job) => this.work(job), {
      concurrency: CONCURRENCY,
      maxStalledCount: STALLED_MAX,
    })
  }

  private async work(job: Job): Promise<void> {
    const { roomId, seq } = job.data as FollowJob
    // However many wait: those that wait too long ask nobody outside any more, so that the others come sooner.
    const late = Date.now() - job.timestamp >= GIVEN_UP_MS
    try {
      await this.previews.attach(roomId, seq, { late })
    } catch (error) {
      if (!(error instanceof NotYet)) throw error
      await this.postpone(job)
    }
  }

  /** The more often it came in vain, the longer it waits: many links to one host do not crowd. */
  private async postpone(job: Job): Promise<never> {
    const waitMs = Math.min(WAIT_MAX_MS, FIRST_WAIT_MS * 1.5 ** Math.min(job.attemptsStarted, 20))
    await job.moveToDelayed(Date.now() + waitMs * (0.75 + Math.random() / 2), job.token)
    throw new DelayedError()
  }
}

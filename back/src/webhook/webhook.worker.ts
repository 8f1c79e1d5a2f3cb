import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { type Job, Queues } from '../infra/queue.js'
import { WebhookDeliveryService } from './delivery.service.js'
import { waitMs, WEBHOOK_ATTEMPTS, WEBHOOK_QUEUE, type WebhookJob } from './webhook.queue.js'

const AT_ONCE = 20
// A worker that dies is noticed soon, and its jobs are nobody's failure.
const CARE = { lockDuration: 20_000, stalledInterval: 5_000, maxStalledCount: 1_000 }

@Injectable()
export class WebhookWorker implements OnApplicationBootstrap {
  constructor(
    private readonly queues: Queues,
    private readonly delivery: WebhookDeliveryService,
  ) {}

  onApplicationBootstrap(): void {
    this.queues.worker(WEBHOOK_QUEUE, (job) => this.deliver(job), {
      ...CARE,
      concurrency: AT_ONCE,
      settings: { backoffStrategy: waitMs },
    })
  }

  /** The last attempt ends in the log of deliveries, not among failed jobs. */
  private async deliver(job: Job): Promise<void> {
    const { deliveryId } = job.data as WebhookJob
    await this.delivery.deliver(deliveryId, job.attemptsMade + 1 >= WEBHOOK_ATTEMPTS)
  }
}

import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { Errands } from '../infra/errands.js'
import { Loop } from '../infra/loop.js'
import { LOGGER, type Logger } from '../logger.js'
import { DispatchStore } from './dispatch.store.js'
import { WebhookQueue } from './webhook.queue.js'

const LOOK_EVERY_MS = 500
const SWEEP_EVERY_MS = 10 * 60_000
const AFTER_FAILURE_MS = 5_000

/** A worker's loops that make jobs of deliveries that are due, and forget old ones. */
@Injectable()
export class Dispatcher implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loops: Loop[]

  constructor(store: DispatchStore, queue: WebhookQueue, errands: Errands, @Inject(LOGGER) logger: Logger) {
    const care = {
      afterFailureMs: AFTER_FAILURE_MS,
      onFailure: (error: unknown) => logger.warn({ err: error }, 'webhooks wait'),
    }
    const dispatch = async () => (await store.handOn((due) => queue.add(due))) > 0
    const sweep = () => store.sweep().then(() => false)
    this.loops = [
      errands.loop('webhook', { ...care, step: dispatch, everyMs: LOOK_EVERY_MS }),
      new Loop({ ...care, step: sweep, everyMs: SWEEP_EVERY_MS }),
    ]
  }

  onApplicationBootstrap(): void {
    for (const loop of this.loops) loop.start()
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.end()))
  }
}

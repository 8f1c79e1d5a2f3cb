import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { Errands } from '../infra/errands.js'
import type { Loop } from '../infra/loop.js'
import { LOGGER, type Logger } from '../logger.js'
import { FollowQueues } from './follow.queues.js'
import { FollowStore } from './follow.store.js'

const LOOK_EVERY_MS = 500
const AFTER_FAILURE_MS = 5_000

/** A worker's loop that makes jobs of what is due about stored messages: notifications, previews of links. */
@Injectable()
export class Follower implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: Loop

  constructor(store: FollowStore, queues: FollowQueues, errands: Errands, @Inject(LOGGER) logger: Logger) {
    this.loop = errands.loop('follow', {
      step: async () => (await store.handOn((due) => queues.add(due))) > 0,
      everyMs: LOOK_EVERY_MS,
      afterFailureMs: AFTER_FAILURE_MS,
      onFailure: (error) => logger.warn({ err: error }, 'notifications and previews wait'),
    })
  }

  onApplicationBootstrap(): void {
    this.loop.start()
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.end()
  }
}

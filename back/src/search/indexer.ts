import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { Errands } from '../infra/errands.js'
import type { Loop } from '../infra/loop.js'
import { LOGGER, type Logger } from '../logger.js'
import { IndexStore } from './index.store.js'

/** Between two looks: it takes more of PostgreSQL than storing does, so that a burst is indexed as one, afterwards. */
const LOOK_EVERY_MS = 1_000
const AFTER_FAILURE_MS = 5_000

/** A worker's loop that reads on where messages were stored. Search sees to what it has not come to yet. */
@Injectable()
export class Indexer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: Loop

  constructor(store: IndexStore, errands: Errands, @Inject(LOGGER) logger: Logger) {
    this.loop = errands.loop('search', {
      step: () => store.step(),
      everyMs: LOOK_EVERY_MS,
      isHeld: () => errands.isHeld(),
      afterFailureMs: AFTER_FAILURE_MS,
      onFailure: (error) => logger.warn({ err: error }, 'search falls behind'),
    })
  }

  onApplicationBootstrap(): void {
    this.loop.start()
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.end()
  }
}

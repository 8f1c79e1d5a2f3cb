import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { Errands } from '../infra/errands.js'
import { Loop } from '../infra/loop.js'
import { LOGGER, type Logger } from '../logger.js'
import { IndexStore } from './index.store.js'

/** Between two looks: what a burst of messages is stored for is not slowed down by its search. */
const LOOK_EVERY_MS = 1_000
/** What another process stored is found so late at the latest. */
const REST_MS = 3_000
const AFTER_FAILURE_MS = 5_000

/** A worker's loop that reads on where messages were stored. Search sees to what it has not come to yet. */
@Injectable()
export class Indexer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: Loop

  constructor(store: IndexStore, errands: Errands, @Inject(LOGGER) logger: Logger) {
    this.loop = new Loop({
      step: () => store.step(),
      everyMs: LOOK_EVERY_MS,
      restMs: REST_MS,
      afterFailureMs: AFTER_FAILURE_MS,
      onFailure: (error) => logger.warn({ err: error }, 'search falls behind'),
    })
    errands.on('search', () => this.loop.wake())
  }

  onApplicationBootstrap(): void {
    this.loop.start()
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.end()
  }
}

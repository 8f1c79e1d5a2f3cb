import { setTimeout as pause } from 'node:timers/promises'
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { LOGGER, type Logger } from '../logger.js'
import { IndexStore } from './index.store.js'

/** Between two looks: what a burst of messages is stored for is not slowed down by its search. */
const LOOK_EVERY_MS = 1_000
const AFTER_FAILURE_MS = 5_000

/** A worker's loop that reads on where messages were stored. Search sees to what it has not come to yet. */
@Injectable()
export class Indexer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly stopping = new AbortController()
  private ended = Promise.resolve()

  constructor(
    private readonly store: IndexStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.ended = this.run()
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort()
    await this.ended
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping
    while (!signal.aborted) {
      const waitMs = await this.look()
      if (waitMs > 0) await pause(waitMs, undefined, { signal }).catch(() => undefined)
    }
  }

  /** @returns how long there is nothing to do */
  private async look(): Promise<number> {
    try {
      return (await this.store.step()) ? 0 : LOOK_EVERY_MS
    } catch (error) {
      this.logger.warn({ err: error }, 'search falls behind')
      return AFTER_FAILURE_MS
    }
  }
}

import { Inject, Injectable } from '@nestjs/common'
import { isUnavailable } from '../errors.js'
import { LOGGER, type Logger } from '../logger.js'
import { PendingService } from '../room/pending.service.js'
import { FlushLog } from './flush.log.js'
import { PersistQueue } from './persist.queue.js'

/** Finds what a lost job or a dead process left undone. */
@Injectable()
export class Sweeper {
  constructor(
    private readonly log: FlushLog,
    private readonly queue: PersistQueue,
    private readonly pending: PendingService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async sweep(): Promise<void> {
    await this.attempt('shards', async () => {
      for (const shard of await this.log.abandonedShards()) await this.queue.wakeAgain(shard)
    })
    await this.attempt('pending events', () => this.pending.sweep())
  }

  /** A store that is away fails no job: the next sweep comes in a second. */
  private async attempt(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!isUnavailable(error)) throw error
      this.logger.warn({ what, err: error }, 'sweep is postponed')
    }
  }
}

import { type BeforeApplicationShutdown, Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { setTimeout as pause } from 'node:timers/promises'
import { CONFIG, type Config } from '../config.js'
import { Readiness } from '../health/readiness.js'
import { LOGGER, type Logger } from '../logger.js'
import { Leaving } from '../realtime/leaving.js'
import { Beat } from './beat.js'
import { LeaseStore, type Want } from './lease.store.js'

/** A balancer has seen by now that this instance is not ready, or those who leave would come back to it. */
const SEEN_AFTER_MS = 2_000
/** For whoever came all the same. */
const AGAIN_AFTER_MS = 5_000

/** Takes this instance out of service while it lives, and in again, as administrators want it. */
@Injectable()
export class Draining implements OnModuleInit, BeforeApplicationShutdown {
  private moving: AbortController | undefined

  constructor(
    private readonly beat: Beat,
    private readonly leases: LeaseStore,
    private readonly readiness: Readiness,
    private readonly leaving: Leaving,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.beat.on((want) => this.obey(want))
  }

  beforeApplicationShutdown(): void {
    this.moving?.abort()
  }

  private obey(want: Want): void {
    const isOut = this.moving !== undefined
    if (isOut === (want === 'out')) return
    this.logger.info({ want }, want === 'out' ? 'drained' : 'taken in again')
    this.readiness.rest(!isOut)
    this.moving?.abort()
    this.moving = isOut ? undefined : new AbortController()
    if (this.moving) void this.move(this.moving.signal)
  }

  private async move(signal: AbortSignal): Promise<void> {
    try {
      await pause(Math.max(this.config.DRAIN_MS, SEEN_AFTER_MS), undefined, { signal })
      while (!signal.aborted) {
        if (await this.mayMove()) await this.leaving.closeAll(signal)
        await pause(AGAIN_AFTER_MS, undefined, { signal })
      }
    } catch (error) {
      if (!signal.aborted) this.logger.error({ err: error }, 'not drained')
    }
  }

  /** When the others are gone by now, people stay where they are: a drained instance still serves. */
  private mayMove(): Promise<boolean> {
    return this.leases.canLeave().catch(() => false)
  }
}

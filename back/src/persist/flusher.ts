import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import { CONFIG, type Config } from '../config.js'
import { isUnavailable } from '../errors.js'
import { Errands } from '../infra/errands.js'
import { measures } from '../infra/measures.js'
import { LOGGER, type Logger } from '../logger.js'
import { FlushLog } from './flush.log.js'
import { Pace } from './pace.js'
import { Passes } from './passes.js'
import { PersistHealth } from './persist.health.js'

/** Well within a lease's time, and not with every pass. */
const RENEW_EVERY_MS = 1_000
/** Of a backlog: one reads and writes down here while PostgreSQL works on what the other has written. */
const PASSES_AT_ONCE = 2

/**
 * Stores what the dirty shards' logs hold. One loop per process: the shards that its jobs named share
 * each pass, so that many busy rooms cost one transaction. A shard leaves when a pass finds it clean.
 */
@Injectable()
export class Flusher implements OnModuleDestroy {
  private readonly waiting = new Map<number, () => void>()
  private renewedAtMs = 0
  private running = false
  private stopping = false

  constructor(
    private readonly log: FlushLog,
    private readonly passes: Passes,
    private readonly health: PersistHealth,
    private readonly errands: Errands,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Resolves when the shard is clean, held by another worker, or a store is away (the sweeper comes again). */
  async flush(shard: number): Promise<void> {
    try {
      if (this.waiting.has(shard) || !(await this.log.lease(shard, this.config.INSTANCE_ID))) return
      await this.untilClean(shard)
      await this.log.release(shard)
    } catch (error) {
      // A job that fails would raise an alarm; the lease ends by itself.
      if (!isUnavailable(error)) throw error
      this.logger.warn({ shard, err: error }, 'storing is postponed')
    }
  }

  private untilClean(shard: number): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.set(shard, resolve)
      if (this.running) return
      this.running = true
      void this.run()
    })
  }

  /** The passes under way are the last: another worker goes on. */
  onModuleDestroy(): void {
    this.stopping = true
  }

  private async run(): Promise<void> {
    const pace = new Pace()
    while (this.waiting.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, pace.waitMs))
      try {
        await this.pass(pace)
        this.errands.setBacklog(pace.isBacklog)
        if (pace.isBacklog) await this.shareBacklog()
      } catch (error) {
        this.report(error)
        this.leaveAll()
      }
      if (this.stopping) this.leaveAll()
    }
    this.errands.setBacklog(false)
    this.running = false
  }

  /** As soon as one of them finds little, the next pass is of all rooms again: nobody's waits for the other's. */
  private async shareBacklog(): Promise<void> {
    let lasts = true
    const passes = async () => {
      const pace = new Pace()
      try {
        do await this.pass(pace, 1 / PASSES_AT_ONCE)
        while (lasts && pace.isBacklog && !this.stopping)
      } finally {
        lasts = false
      }
    }
    await allEnded(Array.from({ length: PASSES_AT_ONCE }, passes))
  }

  private async pass(pace: Pace, share = 1): Promise<void> {
    const sinceMs = performance.now()
    const ended = this.health.began()
    try {
      const shards = [...this.waiting.keys()]
      await this.renew(shards)
      const leave = (shard: number) => this.leave(shard)
      const rows = await this.passes.pass({ shards, share, leave, isStopping: () => this.stopping })
      pace.passed({ rows, tookMs: performance.now() - sinceMs })
      this.health.succeeded()
    } finally {
      ended()
    }
  }

  private report(error: unknown): void {
    this.health.failed()
    if (isUnavailable(error)) {
      measures.postponed.rise()
      this.logger.warn({ err: error }, 'storing is postponed')
    } else {
      measures.alarms.add('persist')
      this.logger.error({ err: error, alarm: 'persist' }, 'storing failed')
    }
  }

  private async renew(shards: number[]): Promise<void> {
    if (performance.now() - this.renewedAtMs < RENEW_EVERY_MS) return
    this.renewedAtMs = performance.now()
    await this.log.renew(shards, this.config.INSTANCE_ID)
  }

  private leaveAll(): void {
    for (const shard of [...this.waiting.keys()]) this.leave(shard)
  }

  private leave(shard: number): void {
    this.waiting.get(shard)?.()
    this.waiting.delete(shard)
  }
}

/** Unlike `Promise.all` it leaves nothing running behind. @throws what the first of those that failed threw */
async function allEnded(work: Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
}

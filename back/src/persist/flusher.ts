import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import { CONFIG, type Config } from '../config.js'
import { isUnavailable } from '../errors.js'
import { shardOf } from '../log/keys.js'
import { Errands } from '../infra/errands.js'
import { EpochLog } from '../log/epoch.log.js'
import { measures } from '../infra/measures.js'
import { LOGGER, type Logger } from '../logger.js'
import { chunks, toRoomBatch } from './batches.js'
import { type Batch, FlushLog } from './flush.log.js'
import { Pace } from './pace.js'
import { PersistHealth } from './persist.health.js'
import { PersistService } from './persist.service.js'

/** Well within a lease's time, and not with every pass. */
const RENEW_EVERY_MS = 1_000
/** One is being read and written down here while PostgreSQL works on the other. */
const TRANSACTIONS_AT_ONCE = 2

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
    private readonly service: PersistService,
    private readonly epochs: EpochLog,
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

  /** The pass under way is the last: another worker goes on. */
  onModuleDestroy(): void {
    this.stopping = true
  }

  private async run(): Promise<void> {
    const pace = new Pace()
    while (this.waiting.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, pace.waitMs))
      const sinceMs = performance.now()
      try {
        this.health.began()
        const rows = await this.pass([...this.waiting.keys()])
        pace.passed({ rows, tookMs: performance.now() - sinceMs })
        this.errands.setBacklog(pace.isBacklog)
        this.health.succeeded()
      } catch (error) {
        this.report(error)
        this.leaveAll()
      }
      if (this.stopping) this.leaveAll()
    }
    this.errands.setBacklog(false)
    this.running = false
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

  /** @returns how many rows it stored */
  private async pass(shards: number[]): Promise<number> {
    await this.renew(shards)
    const dirty = await this.log.dirtyRooms(shards)
    for (const [shard, rooms] of dirty) if (rooms.length === 0) this.leave(shard)
    // In one order, so that two workers on the same rooms do not lock each other out.
    const rooms = [...dirty.values()].flat().sort()
    const batches = await this.log.readAll(rooms)
    await Promise.all(rooms.filter((_, i) => !batches[i]).map((roomId) => this.log.forget(roomId)))
    const left = chunks(batches.filter((batch) => batch !== undefined)).values()
    let rows = 0
    const lane = async () => {
      for (const chunk of left) {
        await this.store(chunk)
        rows += chunk.reduce((sum, batch) => sum + batch.entries.length, 0)
        if (this.stopping) return
      }
    }
    await allEnded(Array.from({ length: TRANSACTIONS_AT_ONCE }, lane))
    return rows
  }

  private async renew(shards: number[]): Promise<void> {
    if (performance.now() - this.renewedAtMs < RENEW_EVERY_MS) return
    this.renewedAtMs = performance.now()
    await this.log.renew(shards, this.config.INSTANCE_ID)
  }

  private async store(batches: Batch[]): Promise<void> {
    const busy = batches.filter((batch) => batch.entries.length > 0 || batch.reads.length > 0)
    const { stale, failed } = await this.service.store(busy.map(toRoomBatch))
    const left = new Set([...stale, ...failed])
    await Promise.all(batches.filter((batch) => !left.has(batch.roomId)).map((batch) => this.trim(batch)))
    for (const roomId of stale) await this.reopen(roomId)
    // The sweeper brings it back in a second, not the next pass.
    for (const roomId of failed) this.leave(shardOf(roomId))
  }

  /** PostgreSQL has another epoch than the log had: whoever raised it may have died before opening the log. */
  private async reopen(roomId: string): Promise<void> {
    try {
      await this.epochs.open(roomId)
    } catch (error) {
      this.logger.warn({ roomId, err: error }, 'room not opened')
    }
  }

  private trim(batch: Batch): Promise<boolean> {
    const persisted = batch.entries.at(-1)?.seq ?? batch.persisted
    // The mark goes only when a whole pass found nothing: a busy room wakes no worker per message.
    const idle = batch.entries.length === 0 && batch.reads.length === 0
    return this.log.trim(batch, persisted, idle)
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

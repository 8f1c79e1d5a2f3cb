import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import { CONFIG, type Config } from '../config.js'
import { isUnavailable } from '../errors.js'
import { shardOf } from '../log/keys.js'
import { EpochLog } from '../log/epoch.log.js'
import { measures } from '../infra/measures.js'
import { LOGGER, type Logger } from '../logger.js'
import { chunks, toRoomBatch } from './batches.js'
import { type Batch, FlushLog } from './flush.log.js'
import { PersistHealth } from './persist.health.js'
import { PersistService } from './persist.service.js'

/** Between two passes: a busy cluster's messages share transactions. */
const PASS_EVERY_MS = 100
const FIRST_PASS_MS = 20
/** Rows above which the next pass follows at once. */
const BUSY_ROWS = 500

/**
 * Stores what the dirty shards' logs hold. One loop per process: the shards that its jobs named share
 * each pass, so that many busy rooms cost one transaction. A shard leaves when a pass finds it clean.
 */
@Injectable()
export class Flusher implements OnModuleDestroy {
  private readonly waiting = new Map<number, () => void>()
  private running = false
  private stopping = false

  constructor(
    private readonly log: FlushLog,
    private readonly service: PersistService,
    private readonly epochs: EpochLog,
    private readonly health: PersistHealth,
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
    let wait = FIRST_PASS_MS
    while (this.waiting.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, wait))
      try {
        this.health.began()
        wait = (await this.pass([...this.waiting.keys()])) > BUSY_ROWS ? 0 : PASS_EVERY_MS
        this.health.succeeded()
      } catch (error) {
        this.report(error)
        this.leaveAll()
      }
      if (this.stopping) this.leaveAll()
    }
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
    await this.log.renew(shards, this.config.INSTANCE_ID)
    const rooms = await this.log.dirtyRooms(shards)
    const batches = await Promise.all(rooms.map((roomId) => this.log.read(roomId)))
    await Promise.all(rooms.filter((_, i) => !batches[i]).map((roomId) => this.log.forget(roomId)))
    let rows = 0
    for (const chunk of chunks(batches.filter((batch) => batch !== undefined))) {
      await this.store(chunk)
      if (this.stopping) break
      rows += chunk.reduce((sum, batch) => sum + batch.entries.length, 0)
    }
    await this.leaveClean(shards)
    return rows
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

  private async leaveClean(shards: number[]): Promise<void> {
    await Promise.all(
      shards.map(async (shard) => {
        if ((await this.log.dirtyRooms([shard])).length === 0) this.leave(shard)
      }),
    )
  }

  private leaveAll(): void {
    for (const shard of [...this.waiting.keys()]) this.leave(shard)
  }

  private leave(shard: number): void {
    this.waiting.get(shard)?.()
    this.waiting.delete(shard)
  }
}

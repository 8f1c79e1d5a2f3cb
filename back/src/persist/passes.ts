import { Inject, Injectable } from '@nestjs/common'
import { EpochLog } from '../log/epoch.log.js'
import { shardOf } from '../log/keys.js'
import { LOGGER, type Logger } from '../logger.js'
import { chunks, toRoomBatch } from './batches.js'
import { type Batch, FlushLog } from './flush.log.js'
import { PersistService } from './persist.service.js'

/**
 * `share` of the dirty rooms, at most. `leave` is told of shards that are clean, and of those with a room that failed.
 * `isStopping`: then no further transaction is begun.
 */
export type PassOptions = {
  shards: number[]
  share: number
  leave: (shard: number) => void
  isStopping: () => boolean
}
/** A transaction may wait in vain for what somebody else holds; where a second one fails the database is away. */
const FAILURES_MAX = 1

/** From the logs to PostgreSQL, once. Passes may run side by side: each room is with one of them. */
@Injectable()
export class Passes {
  private readonly taken = new Set<string>()

  constructor(
    private readonly log: FlushLog,
    private readonly service: PersistService,
    private readonly epochs: EpochLog,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @returns how many rows it stored. @throws what the first transaction that failed threw */
  async pass(options: PassOptions): Promise<number> {
    const { shards, share, leave } = options
    const dirty = await this.log.dirtyRooms(shards)
    for (const [shard, rooms] of dirty) if (rooms.length === 0) leave(shard)
    const all = [...dirty.values()].flat()
    const free = all.filter((roomId) => !this.taken.has(roomId))
    // In one order, so that two workers on the same rooms do not lock each other out.
    const rooms = anyOf(free, Math.ceil(share * all.length)).sort()
    for (const roomId of rooms) this.taken.add(roomId)
    try {
      return await this.storeRooms(rooms, options)
    } finally {
      for (const roomId of rooms) this.taken.delete(roomId)
    }
  }

  private async storeRooms(rooms: string[], { leave, isStopping }: PassOptions): Promise<number> {
    const read = await this.log.readAll(rooms)
    await Promise.all(rooms.filter((_, i) => !read[i]).map((roomId) => this.log.forget(roomId)))
    const batches = read.filter((batch) => batch !== undefined)
    const errors: unknown[] = []
    for (const chunk of chunks(batches)) {
      try {
        // The sweeper brings a room that failed back in a second, not the next pass.
        for (const roomId of await this.store(chunk)) leave(shardOf(roomId))
      } catch (error) {
        errors.push(error)
      }
      if (isStopping() || errors.length > FAILURES_MAX) break
    }
    if (errors.length > 0) throw errors[0]
    return batches.reduce((sum, batch) => sum + batch.entries.length, 0)
  }

  /** @returns the rooms that failed */
  private async store(batches: Batch[]): Promise<string[]> {
    const busy = batches.filter((batch) => batch.entries.length > 0 || batch.reads.length > 0)
    const { stale, failed } = await this.service.store(busy.map(toRoomBatch))
    const left = new Set([...stale, ...failed])
    await Promise.all(batches.filter((batch) => !left.has(batch.roomId)).map((batch) => this.trim(batch)))
    for (const roomId of stale) await this.reopen(roomId)
    return failed
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
}

/** `count` of them at most, from anywhere, so that none is always the last. */
function anyOf<T>(all: T[], count: number): T[] {
  const from = Math.floor(Math.random() * all.length)
  return [...all.slice(from), ...all.slice(0, from)].slice(0, count)
}

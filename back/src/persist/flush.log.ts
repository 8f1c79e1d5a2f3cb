import { Injectable } from '@nestjs/common'
import { type Entry, toEntry } from '../log/entry.js'
import { DEDUPE_SECONDS, dirtyKey, roomKeys, SHARDS } from '../log/keys.js'
import { defineScript, type Script } from '../infra/lua.js'
import { Redis } from '../infra/redis.js'

const ROOMS_PER_SHARD = 64
/** Of one reading, shared by its rooms, so that a large backlog comes in parts; but some of each. */
const ENTRIES_AT_ONCE = 2_000
const ENTRIES_PER_ROOM = { most: 1_000, least: 50 }
/** Events that stay in the log after they are stored: the hot window. */
const KEPT_EVENTS = 1_000
const CURSORS_PER_ROOM = 1_000
const LEASE_MS = 5_000
const leaseKey = (shard: number) => `{s${shard}}:flusher`

/** What a room's log holds that PostgreSQL does not. */
export type Batch = {
  roomId: string
  epoch: number
  persisted: number
  entries: Entry[]
  reads: { userId: string; value: string }[]
}

/** The worker's side of the rooms' logs. */
@Injectable()
export class FlushLog {
  private readonly trimScript: Script

  constructor(private readonly redis: Redis) {
    const file = new URL('./trim.lua', import.meta.url)
    this.trimScript = defineScript(redis, { name: 'trimLog', file, keys: 4 })
  }

  /** By shard, some where there are very many. */
  async dirtyRooms(shards: number[]): Promise<Map<number, string[]>> {
    const sets = shards.map((shard) => this.redis.hot.srandmember(dirtyKey(shard), ROOMS_PER_SHARD))
    const rooms = await Promise.all(sets)
    return new Map(shards.map((shard, i) => [shard, rooms[i] ?? []]))
  }

  /** Shards with something to store that no worker holds. */
  async abandonedShards(): Promise<number[]> {
    const shards = Array.from({ length: SHARDS }, (_, shard) => shard)
    const [dirty, held] = await Promise.all([
      Promise.all(shards.map((shard) => this.redis.hot.exists(dirtyKey(shard)))),
      Promise.all(shards.map((shard) => this.redis.hot.exists(leaseKey(shard)))),
    ])
    return shards.filter((shard) => dirty[shard] === 1 && held[shard] === 0)
  }

  /** Two workers on one shard are harmless, only wasteful: the lease is a courtesy, not a lock. */
  async lease(shard: number, owner: string): Promise<boolean> {
    return (await this.redis.hot.set(leaseKey(shard), owner, 'PX', LEASE_MS, 'NX')) === 'OK'
  }

  async renew(shards: Iterable<number>, owner: string): Promise<void> {
    await Promise.all([...shards].map((shard) => this.redis.hot.set(leaseKey(shard), owner, 'PX', LEASE_MS)))
  }

  async release(shard: number): Promise<void> {
    await this.redis.hot.del(leaseKey(shard))
  }

  /** In the rooms' order; nothing of one that has no log. */
  readAll(roomIds: string[]): Promise<(Batch | undefined)[]> {
    const { most, least } = ENTRIES_PER_ROOM
    const each = Math.max(least, Math.min(most, Math.floor(ENTRIES_AT_ONCE / roomIds.length)))
    return Promise.all(roomIds.map((roomId) => this.read(roomId, each)))
  }

  /** Reads the epoch before the entries: should it change in between, PostgreSQL knows and refuses. */
  private async read(roomId: string, count: number): Promise<Batch | undefined> {
    const keys = roomKeys(roomId)
    const [epoch, persisted] = await this.redis.hot.hmget(keys.meta, 'epoch', 'persisted')
    if (!epoch) return undefined
    const [entries, [, reads]] = await Promise.all([
      this.redis.hot.xrange(keys.log, String(Number(persisted) + 1), '+', 'COUNT', count),
      this.redis.hot.hscan(keys.readsDirty, 0, 'COUNT', CURSORS_PER_ROOM),
    ])
    return {
      roomId,
      epoch: Number(epoch),
      persisted: Number(persisted),
      entries: entries.map(toEntry),
      reads: pairs(reads),
    }
  }

  /** `clear` takes the dirty mark away if nothing came since. @returns whether the room is still dirty */
  async trim(batch: Batch, persisted: number, clear: boolean): Promise<boolean> {
    const keys = roomKeys(batch.roomId)
    const dirty = await this.trimScript(
      [keys.meta, keys.log, keys.readsDirty, keys.dirty],
      [
        ...[
          batch.roomId,
          batch.epoch,
          persisted,
          KEPT_EVENTS,
          keys.dedupe,
          DEDUPE_SECONDS,
          clear ? '1' : '0',
        ],
        ...batch.reads.flatMap((read) => [read.userId, read.value]),
      ],
    )
    return dirty === 1
  }

  /** A mark without a log: nothing is left to store. */
  async forget(roomId: string): Promise<void> {
    await this.redis.hot.srem(roomKeys(roomId).dirty, roomId)
  }
}

/** A hash's fields as HSCAN lists them: name, value, name, value …; a name may come twice. */
function pairs(fields: string[]): Batch['reads'] {
  const values = new Map<string, string>()
  for (let i = 0; i + 1 < fields.length; i += 2) values.set(fields[i] ?? '', fields[i + 1] ?? '')
  return [...values].map(([userId, value]) => ({ userId, value }))
}

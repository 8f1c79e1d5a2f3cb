import { Injectable } from '@nestjs/common'
import type { RoomEvent } from '@papo/contract'
import { Redis } from '../infra/redis.js'
import { toEntry, toEvent } from './entry.js'
import { roomKeys } from './keys.js'

/** Reads the hot window: the recent events that a room's log still holds. */
@Injectable()
export class WindowStore {
  constructor(private readonly redis: Redis) {}

  /** Ascending from `from` on, at most `count`. */
  async from(roomId: string, from: number, count: number): Promise<RoomEvent[]> {
    const entries = await this.redis.bulk.xrange(roomKeys(roomId).log, String(from), '+', 'COUNT', count)
    return entries.map((entry) => toEvent(toEntry(entry)))
  }

  /** The newest `count`, ascending. */
  async newest(roomId: string, count: number): Promise<RoomEvent[]> {
    const entries = await this.redis.bulk.xrevrange(roomKeys(roomId).log, '+', '-', 'COUNT', count)
    return entries.reverse().map((entry) => toEvent(toEntry(entry)))
  }

  async at(roomId: string, seq: number): Promise<RoomEvent | undefined> {
    const [entry] = await this.redis.hot.xrange(roomKeys(roomId).log, String(seq), String(seq))
    return entry && toEvent(toEntry(entry))
  }
}

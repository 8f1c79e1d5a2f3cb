import { Injectable } from '@nestjs/common'
import { defineScript, type Script } from '../infra/lua.js'
import { Redis } from '../infra/redis.js'
import { roomKeys } from '../log/keys.js'

export type Cursor = { readSeq: number; readOrdinal: number; moved: boolean; dirtied: boolean }
export type Move = { roomId: string; userId: string; seq: number; ordinal: number; mayFall: boolean }

/** Up to where members have read; the worker stores it. */
@Injectable()
export class ReadStore {
  private readonly script: Script

  constructor(redis: Redis) {
    const file = new URL('./read.lua', import.meta.url)
    this.script = defineScript(redis, { name: 'moveCursor', file, keys: 5 })
  }

  /** Undefined for who is no member. */
  async move({ roomId, userId, seq, ordinal, mayFall }: Move): Promise<Cursor | undefined> {
    const keys = roomKeys(roomId)
    const reply = (await this.script(
      [keys.meta, keys.reads, keys.readsDirty, keys.dirty, keys.members],
      [roomId, userId, seq, ordinal, mayFall ? '1' : '0'],
    )) as [string, string, string, string] | null
    if (!reply) return undefined
    const [readSeq, readOrdinal, moved, dirtied] = reply
    return {
      readSeq: Number(readSeq),
      readOrdinal: Number(readOrdinal),
      moved: moved === '1',
      dirtied: dirtied === '1',
    }
  }
}

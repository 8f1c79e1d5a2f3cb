import { Injectable } from '@nestjs/common'
import { Redis } from '../infra/redis.js'
import { toEntry, toEvent } from '../log/entry.js'
import { roomKeys } from '../log/keys.js'

const WINDOW_EVENTS = 2_000

/** Takes out of the hot window what was erased in PostgreSQL. What is not stored yet stays in any case. */
@Injectable()
export class ExpiredWindowStore {
  constructor(private readonly redis: Redis) {}

  /** Everything up to `expiredSeq`; of one pipeline for many rooms. */
  async cut(rooms: { roomId: string; expiredSeq: number }[]): Promise<void> {
    const persisted = await Promise.all(
      rooms.map(({ roomId }) => this.redis.bulk.hget(roomKeys(roomId).meta, 'persisted')),
    )
    const cuts = rooms.map(({ roomId, expiredSeq }, i) => {
      const from = Math.min(expiredSeq, Number(persisted[i] ?? 0)) + 1
      return this.redis.bulk.xtrim(roomKeys(roomId).log, 'MINID', '=', from)
    })
    await Promise.all(cuts)
  }

  /** Later versions and previews of messages up to `expiredSeq`. Whoever syncs past the hole that is left loads anew. */
  async cutChanges(roomId: string, expiredSeq: number): Promise<void> {
    const { meta, log } = roomKeys(roomId)
    const persisted = Number((await this.redis.bulk.hget(meta, 'persisted')) ?? 0)
    const entries = await this.redis.bulk.xrange(log, '-', String(persisted), 'COUNT', WINDOW_EVENTS)
    const old = entries.filter((entry) => {
      const event = toEvent(toEntry(entry))
      const tells = event.type === 'message.edited' || event.type === 'preview.attached'
      return tells && event.data.target <= expiredSeq
    })
    if (old.length > 0) await this.redis.bulk.xdel(log, ...old.map(([id]) => id))
  }
}

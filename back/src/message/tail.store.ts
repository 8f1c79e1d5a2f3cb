import { Injectable } from '@nestjs/common'
import type { RoomEvent } from '@papo/contract'
import type { Head } from '../log/head.store.js'
import { WindowStore } from '../log/window.store.js'

const AT_ONCE = 1_000

/** The end of a room's log that PostgreSQL may not have. What is read there afterwards leaves nothing out. */
export type Tail = {
  events: RoomEvent[]
  /** PostgreSQL has everything up to this seq, and `events` everything after it up to `applied`. */
  stored: number
  applied: number
}

@Injectable()
export class TailStore {
  constructor(private readonly window: WindowStore) {}

  async of(roomId: string, { head, persisted }: Head): Promise<Tail> {
    const events = await this.after(roomId, persisted)
    const applied = Math.max(head, events.at(-1)?.seq ?? 0)
    // What the window let go of since the head was read is stored.
    return { events, stored: (events[0]?.seq ?? applied + 1) - 1, applied }
  }

  private async after(roomId: string, persisted: number): Promise<RoomEvent[]> {
    const tail: RoomEvent[] = []
    for (;;) {
      const events = await this.window.from(roomId, (tail.at(-1)?.seq ?? persisted) + 1, AT_ONCE)
      tail.push(...events)
      if (events.length < AT_ONCE) return tail
    }
  }
}

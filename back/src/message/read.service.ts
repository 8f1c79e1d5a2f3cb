import { Injectable } from '@nestjs/common'
import type { CommandPayload } from '@papo/contract'
import { ChatError } from '../errors.js'
import { EpochLog } from '../log/epoch.log.js'
import type { Head } from '../log/head.store.js'
import { shardOf } from '../log/keys.js'
import { WindowStore } from '../log/window.store.js'
import { PersistQueue } from '../persist/persist.queue.js'
import { Broadcast } from '../realtime/broadcast.js'
import { HistoryStore } from './history.store.js'
import { ReadFanout } from './read.fanout.js'
import { ReadStore } from './read.store.js'

/** A user's place in a room, the same on all of their tabs and devices. */
@Injectable()
export class ReadService {
  constructor(
    private readonly reads: ReadStore,
    private readonly epochs: EpochLog,
    private readonly window: WindowStore,
    private readonly history: HistoryStore,
    private readonly queue: PersistQueue,
    private readonly broadcast: Broadcast,
    private readonly fanout: ReadFanout,
  ) {}

  /** Only rises, unless `unread`: then `seq` is the last read one. A seq beyond the head counts as the head. */
  async set(
    userId: string,
    { roomId, seq, unread }: CommandPayload<'read:set'>,
  ): Promise<{ readSeq: number }> {
    const head = await this.epochs.head(roomId)
    const to = Math.min(seq, head.head)
    const ordinal = await this.ordinalAt(roomId, to, head)
    const cursor = await this.reads.move({ roomId, userId, seq: to, ordinal, mayFall: unread === true })
    if (!cursor) throw new ChatError('forbidden', 'You are not a member of this room.')
    const { readSeq, readOrdinal, moved, dirtied } = cursor
    if (dirtied) this.queue.wake(shardOf(roomId))
    if (moved) this.tell(userId, { roomId, readSeq, readOrdinal })
    return { readSeq }
  }

  private tell(userId: string, at: { roomId: string; readSeq: number; readOrdinal: number }): void {
    this.broadcast.user(userId, { type: 'read', ...at })
    this.fanout.add(at.roomId, userId, at.readSeq)
  }

  private async ordinalAt(roomId: string, seq: number, head: Head): Promise<number> {
    if (seq === 0) return 0
    if (seq === head.head) return head.ordinal
    return (await this.window.at(roomId, seq))?.ordinal ?? this.history.ordinalAt(roomId, seq)
  }
}

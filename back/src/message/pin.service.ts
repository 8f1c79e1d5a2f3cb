import { Injectable } from '@nestjs/common'
import { LIMITS, type Request, type Response, type RoomEvent } from '@papo/contract'
import { z } from 'zod'
import { EpochLog } from '../log/epoch.log.js'
import { decodeCursor, pageOf } from '../room/cursor.js'
import { fold, type Folded } from './fold.js'
import { MessageStore } from './message.store.js'
import { type Pin, PinStore } from './pin.store.js'
import { TailStore } from './tail.store.js'

const position = z.tuple([z.string().regex(/^\d{1,16}$/)])

/** What is pinned in a room. */
@Injectable()
export class PinService {
  constructor(
    private readonly epochs: EpochLog,
    private readonly messages: MessageStore,
    private readonly pins: PinStore,
    private readonly tails: TailStore,
  ) {}

  /** The newest pin first; what the worker has not stored yet is in it. */
  async page(
    roomId: string,
    { cursor, limit = LIMITS.pageDefault }: Request<'list'>,
  ): Promise<Response<'pins'>> {
    const before = Number(decodeCursor(position, cursor)?.[0] ?? Number.MAX_SAFE_INTEGER)
    const head = await this.epochs.head(roomId)
    const { events, applied } = await this.tails.of(roomId, head)
    const recent = changedIn(events)
    const except = [...recent.keys()]
    const stored = await this.pins.page(roomId, before, { except, take: limit + 1 })
    const fresh = [...recent].flatMap(([seq, pinSeq]) => (pinSeq && pinSeq < before ? [{ seq, pinSeq }] : []))
    const candidates = [...fresh, ...stored].sort((a, b) => b.pinSeq - a.pinSeq)
    const found = await this.find(roomId, candidates, events)
    // One that was deleted before it was pinned is none.
    const rows = candidates.filter(({ seq }) => found.get(seq)?.pinned)
    const { items, ...next } = pageOf(rows, limit, ({ pinSeq }) => [String(pinSeq)])
    const messages = items.flatMap(({ seq }) => found.get(seq) ?? [])
    return { items: messages, ...next, epoch: head.epoch, head: applied }
  }

  private async find(roomId: string, pins: Pin[], events: RoomEvent[]): Promise<Folded> {
    const stored = await this.messages.these(
      roomId,
      pins.map(({ seq }) => seq),
    )
    const messages: Folded = new Map(stored.map((message) => [message.seq, message]))
    fold(messages, events)
    // Threads are counted in pages of history only.
    for (const [seq, { thread: _, ...message }] of messages) messages.set(seq, message)
    return messages
  }
}

/** The messages whose pin may have changed, with the seq of the event that pinned them; 0 for those that are not. */
function changedIn(events: RoomEvent[]): Map<number, number> {
  const changed = new Map<number, number>()
  for (const event of events) {
    if (event.type === 'message.pinned') changed.set(event.data.target, event.seq)
    if (event.type === 'message.unpinned' || event.type === 'message.deleted')
      changed.set(event.data.target, 0)
  }
  return changed
}

import { Injectable } from '@nestjs/common'
import { LIMITS, type Message, type Request, type Response, type RoomEvent } from '@papo/contract'
import { EpochLog } from '../log/epoch.log.js'
import type { Head } from '../log/head.store.js'
import { WindowStore } from '../log/window.store.js'
import { fold, type Folded } from './fold.js'
import { MessageStore, type Range } from './message.store.js'

type Page = Response<'messages'>
type Query = Request<'listMessages'>
type Room = { roomId: string; head: Head }
const TAIL_AT_ONCE = 1_000
/** Events per message that a look at the hot window allows for. */
const WINDOW_FACTOR = 3

/** Pages of history: the hot window and PostgreSQL together, so that a slow worker is not seen. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly epochs: EpochLog,
    private readonly window: WindowStore,
    private readonly messages: MessageStore,
  ) {}

  async page(roomId: string, { before, after, around, limit = LIMITS.pageDefault }: Query): Promise<Page> {
    const room = { roomId, head: await this.epochs.head(roomId) }
    if (around !== undefined) return this.around(room, around, limit)
    if (after !== undefined) return this.beside(room, { after }, limit)
    if (before !== undefined) return this.beside(room, { before }, limit)
    return (await this.recent(room, limit)) ?? this.beside(room, {}, limit)
  }

  /** The latest page from Redis alone, if the window reaches that far: the common case, also while PostgreSQL is away. */
  private async recent({ roomId, head }: Room, limit: number): Promise<Page | undefined> {
    const events = await this.window.newest(roomId, limit * WINDOW_FACTOR)
    const found: Folded = new Map()
    fold(found, events)
    const fromStart = events[0]?.seq === 1
    if (found.size <= limit && !fromStart) return undefined
    const messages = [...found.values()].slice(-limit)
    // A hole is what Redis lost and PostgreSQL has.
    if (!isContiguous(messages)) return undefined
    const applied = Math.max(head.head, events.at(-1)?.seq ?? 0)
    return { messages, hasBefore: found.size > limit, hasAfter: false, epoch: head.epoch, head: applied }
  }

  /** One page on one side of a bound. */
  private async beside(room: Room, bound: Omit<Range, 'take'>, limit: number): Promise<Page> {
    const { head } = room
    const { messages, applied } = await this.read(room, { ...bound, take: limit + 1 })
    const more = messages.length > limit
    const forward = bound.after !== undefined
    const shown = forward ? messages.slice(0, limit) : messages.slice(-limit)
    const last = shown.at(-1)?.ordinal ?? head.ordinal
    return {
      messages: shown,
      hasBefore: forward ? (shown[0]?.ordinal ?? head.ordinal + 1) > 1 : more,
      hasAfter: forward ? more : bound.before !== undefined && last < head.ordinal,
      epoch: head.epoch,
      head: applied,
    }
  }

  private async around(room: Room, seq: number, limit: number): Promise<Page> {
    const half = Math.ceil(limit / 2)
    const older = await this.beside(room, { before: seq + 1 }, half)
    const newer = await this.beside(room, { after: seq }, limit - half || 1)
    const messages = [...older.messages, ...newer.messages]
    return { ...newer, messages, hasBefore: older.hasBefore, head: Math.min(older.head, newer.head) }
  }

  /** Redis is read before PostgreSQL: what a worker moves in between is then seen twice, never missed. */
  private async read(
    { roomId, head }: Room,
    range: Range,
  ): Promise<{ messages: Message[]; applied: number }> {
    const tail = await this.tail(roomId, head.persisted)
    const stored = await this.messages.page(roomId, range)
    const merged = merge(stored, tail, range)
    const applied = Math.max(head.head, tail.at(-1)?.seq ?? 0)
    if (isContiguous(merged)) return { messages: merged, applied }
    // A hole between ordinals: read again before believing it (a quarantined message leaves a real one).
    return { messages: merge(await this.messages.page(roomId, range), tail, range), applied }
  }

  /** All events that PostgreSQL may not have. */
  private async tail(roomId: string, persisted: number): Promise<RoomEvent[]> {
    const tail: RoomEvent[] = []
    for (;;) {
      const events = await this.window.from(roomId, (tail.at(-1)?.seq ?? persisted) + 1, TAIL_AT_ONCE)
      tail.push(...events)
      if (events.length < TAIL_AT_ONCE) return tail
    }
  }
}

function merge(stored: Message[], tail: RoomEvent[], { before, after, take }: Range): Message[] {
  const messages: Folded = new Map(stored.map((message) => [message.seq, message]))
  // The tail's changes apply again where the worker applied them meanwhile: with the same result, as of the tail's end.
  fold(
    messages,
    tail.filter((event) => event.type !== 'message.sent' || !messages.has(event.seq)),
  )
  const inRange = [...messages.values()]
    .filter(({ seq }) => (before === undefined || seq < before) && (after === undefined || seq > after))
    .sort((a, b) => a.seq - b.seq)
  return after === undefined ? inRange.slice(-take) : inRange.slice(0, take)
}

const isContiguous = (messages: Message[]): boolean =>
  messages.every((message, i) => i === 0 || message.ordinal === (messages[i - 1]?.ordinal ?? 0) + 1)

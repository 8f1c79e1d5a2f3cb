import { Injectable } from '@nestjs/common'
import { LIMITS, type Message, type Request, type Response } from '@papo/contract'
import type { Sql } from '../infra/postgres.js'
import { Replica } from '../infra/replica.js'
import { EpochLog } from '../log/epoch.log.js'
import type { Head } from '../log/head.store.js'
import { WindowStore } from '../log/window.store.js'
import { fold, type Folded } from './fold.js'
import { type Horizon, MessageStore, type Range } from './message.store.js'
import { type Tail, TailStore } from './tail.store.js'
import { ThreadStore } from './thread.store.js'

type Page = Response<'messages'>
type Query = Omit<Request<'listMessages'>, 'thread'>
/** One reading of the log's end for a whole page: every message on it is as of the same seq. */
type Room = { roomId: string; head: Head; tail: Tail; horizon: Horizon }
/** Events per message that a look at the hot window allows for. */
const WINDOW_FACTOR = 3

/** Pages of history: the hot window and PostgreSQL together, so that a slow worker is not seen. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly epochs: EpochLog,
    private readonly window: WindowStore,
    private readonly messages: MessageStore,
    private readonly tails: TailStore,
    private readonly threads: ThreadStore,
    private readonly replica: Replica,
  ) {}

  async page(roomId: string, { before, after, around, limit = LIMITS.pageDefault }: Query): Promise<Page> {
    const head = await this.epochs.head(roomId)
    if (before === undefined && after === undefined && around === undefined) {
      const recent = await this.recent(roomId, head, limit)
      if (recent) return recent
    }
    const [tail, horizon] = await Promise.all([this.tails.of(roomId, head), this.messages.horizon(roomId)])
    const room = { roomId, head, tail, horizon }
    if (around !== undefined) return this.around(room, around, limit)
    if (after !== undefined) return this.beside(room, { after }, limit)
    return this.beside(room, before === undefined ? {} : { before }, limit)
  }

  /** The latest page from Redis alone, if the window reaches that far: the common case, also while PostgreSQL is away. */
  private async recent(roomId: string, head: Head, limit: number): Promise<Page | undefined> {
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
    const { head, tail, horizon } = room
    const messages = await this.read(room, { ...bound, take: limit + 1 })
    const more = messages.length > limit
    const forward = bound.after !== undefined
    const shown = forward ? messages.slice(0, limit) : messages.slice(-limit)
    const last = shown.at(-1)?.ordinal ?? head.ordinal
    return {
      messages: shown,
      hasBefore: forward ? (shown[0]?.ordinal ?? head.ordinal + 1) > horizon.ordinal + 1 : more,
      hasAfter: forward ? more : bound.before !== undefined && last < head.ordinal,
      epoch: head.epoch,
      head: tail.applied,
    }
  }

  private async around(room: Room, seq: number, limit: number): Promise<Page> {
    const half = Math.ceil(limit / 2)
    const older = await this.beside(room, { before: seq + 1 }, half)
    const newer = await this.beside(room, { after: seq }, limit - half || 1)
    return { ...newer, messages: [...older.messages, ...newer.messages], hasBefore: older.hasBefore }
  }

  /** Redis was read before PostgreSQL: what a worker moves in between is then seen twice, never missed. */
  private async read(room: Room, range: Range): Promise<Message[]> {
    const merged = await this.replica.read((from) => this.readOnce(room, range, from))
    // A hole between ordinals: read again before believing it (a quarantined message leaves a real one).
    return isContiguous(merged) ? merged : this.readOnce(room, range)
  }

  private async readOnce({ roomId, tail, horizon }: Room, range: Range, from?: Sql): Promise<Message[]> {
    const stored = await this.messages.page(roomId, { ...range, above: horizon.seq }, from)
    return merge(await this.threads.sumUp(roomId, stored, tail.stored), tail, range)
  }
}

/**
 * The tail's changes apply again where the worker applied them meanwhile: with the same result, as of the tail's end.
 * Replies in threads are summed up to where the tail begins.
 */
export function merge(stored: Message[], tail: Tail, { before, after, take, threadOf }: Range): Message[] {
  const messages: Folded = new Map(stored.map((message) => [message.seq, message]))
  fold(messages, tail.events)
  const inRange = [...messages.values()]
    .filter(({ seq }) => (before === undefined || seq < before) && (after === undefined || seq > after))
    .filter((message) => threadOf === undefined || message.threadOf === threadOf)
    .sort((a, b) => a.seq - b.seq)
  return after === undefined ? inRange.slice(-take) : inRange.slice(0, take)
}

const isContiguous = (messages: Message[]): boolean =>
  messages.every((message, i) => i === 0 || message.ordinal === (messages[i - 1]?.ordinal ?? 0) + 1)

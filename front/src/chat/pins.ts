import type { Message, Response, RoomEvent } from '@papo/contract'
import { type Entry, entryOf, placeEvents, type Span } from './span'
import type { Timeline } from './timeline'

/**
 * What is pinned in a room. Pure, and carried on by the room's timeline, as a thread is. A message that others
 * pinned and that is not held has its place in `order`, and its text with the next page.
 */
export type Pins = {
  readonly epoch: number
  /** Every event of the room up to this seq is applied. */
  readonly head: number
  /** The seqs of the pinned messages, the newest pin first. */
  readonly order: readonly number[]
  readonly held: Span
  /** There are older pins than those in `order`. */
  readonly more: boolean
}
type PinsPage = Response<'pins'>
type Room = Pick<Timeline, 'epoch' | 'head' | 'recent' | 'recentAfter' | 'span'>

export function openPins(room: Room, page: PinsPage): Pins | 'stale' {
  const { epoch, head, items } = page
  const entries = items
    .map((message): Entry => ({ message, asOf: head }))
    .sort((a, b) => a.message.seq - b.message.seq)
  const order = items.map(({ seq }) => seq)
  const held = { entries, hasBefore: true, hasAfter: true }
  return followPins({ epoch, head, order, held, more: page.nextCursor !== undefined }, room)
}

/** What is pinned after what has happened in the room since; the same if nothing has. */
export function followPins(pins: Pins, room: Room): Pins | 'stale' {
  if (room.epoch !== pins.epoch || room.recentAfter > pins.head) return 'stale'
  if (room.head <= pins.head) return pins
  const news = room.recent.filter((e) => e.seq > pins.head && e.type !== 'message.sent')
  const order = news.reduce(ordered, pins.order)
  const held = placeEvents(withPinned(pins.held, order, room), news)
  // One that was deleted before it was pinned is none.
  const isPinned = (seq: number) => entryOf(held, seq)?.message.pinned ?? true
  return { ...pins, head: room.head, order: order.filter(isPinned), held }
}

/** The pinned messages that are held, the newest pin first. */
export function pinnedMessages({ order, held }: Pins): Message[] {
  return order.flatMap((seq) => entryOf(held, seq)?.message ?? [])
}

function ordered(order: readonly number[], event: RoomEvent): readonly number[] {
  if (event.type === 'message.pinned') return [event.data.target, ...without(order, event.data.target)]
  if (event.type === 'message.unpinned' || event.type === 'message.deleted')
    return without(order, event.data.target)
  return order
}

const without = (order: readonly number[], seq: number) =>
  order.includes(seq) ? order.filter((other) => other !== seq) : order

/** What is pinned now is taken from the timeline, if it is there. */
function withPinned(held: Span, order: readonly number[], { span }: Room): Span {
  const fresh = order.flatMap((seq) => (span && !entryOf(held, seq) ? (entryOf(span, seq) ?? []) : []))
  if (fresh.length === 0) return held
  const entries = [...held.entries, ...fresh].sort((a, b) => a.message.seq - b.message.seq)
  return { ...held, entries }
}

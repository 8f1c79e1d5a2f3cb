import type { Message, Response, RoomEvent } from '@papo/contract'
import { changeMessage, messageOf, targetOf } from './message'

export type Page = Response<'messages'>

/** A message with the seq up to which every event is applied to it. */
export type Entry = { readonly message: Message; readonly asOf: number }

/**
 * An unbroken run of a room's messages, ascending by seq. While `hasAfter`, it does not reach the end of the
 * room, and new messages are not added to it.
 */
export type Span = {
  readonly entries: readonly Entry[]
  readonly hasBefore: boolean
  readonly hasAfter: boolean
}

export function spanOfPage(page: Page): Span {
  return { entries: entriesOf(page), hasBefore: page.hasBefore, hasAfter: page.hasAfter }
}

/** Joins a page to a span whose messages are all applied up to `head`. Of two copies the later one stays. */
export function widenSpan(span: Span, page: Page, head: number): Span {
  const first = span.entries[0]
  const last = span.entries.at(-1)
  const incoming = entriesOf(page)
  if (!first || !last) return spanOfPage(page)
  const bySeq = new Map(incoming.map((e) => [e.message.seq, e]))
  for (const entry of span.entries) {
    const other = bySeq.get(entry.message.seq)
    if (!other || Math.max(entry.asOf, head) >= other.asOf) bySeq.set(entry.message.seq, entry)
  }
  const pageFirst = incoming[0]?.message.seq ?? first.message.seq
  const pageLast = incoming.at(-1)?.message.seq ?? last.message.seq
  const reachesBack = pageFirst < first.message.seq || (incoming.length === 0 && !page.hasBefore)
  const reachesOn = pageLast > last.message.seq || !page.hasAfter
  return {
    entries: [...bySeq.values()].sort((a, b) => a.message.seq - b.message.seq),
    hasBefore: reachesBack ? page.hasBefore : span.hasBefore,
    hasAfter: span.hasAfter && reachesOn ? page.hasAfter : span.hasAfter,
  }
}

/** Applies events, which must come in ascending order, each to the message that it is about. */
export function placeEvents(span: Span, events: readonly RoomEvent[]): Span {
  if (events.length === 0) return span
  const entries = [...span.entries]
  let changed = false
  for (const event of events) {
    if (change(entries, event)) changed = true
    if (event.type === 'message.sent' && add(entries, span, event)) changed = true
  }
  return changed ? { ...span, entries } : span
}

/** Keeps `keep` messages around one of them and lets go of what is farther away, which can be loaded again. */
export function trimSpan(span: Span, around: number, keep: number): Span {
  const { entries } = span
  if (entries.length <= keep) return span
  const middle = indexOfSeq(entries, around) - (keep >> 1)
  const from = Math.max(0, Math.min(middle, entries.length - keep))
  return {
    entries: entries.slice(from, from + keep),
    hasBefore: span.hasBefore || from > 0,
    hasAfter: span.hasAfter || from + keep < entries.length,
  }
}

/** Where the message of this seq stands, or where it would have to be put. */
export function indexOfSeq(entries: readonly Entry[], seq: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = entries[middle]
    if (at && at.message.seq < seq) low = middle + 1
    else high = middle
  }
  return low
}

export function entryOf({ entries }: Span, seq: number): Entry | undefined {
  const entry = entries[indexOfSeq(entries, seq)]
  return entry?.message.seq === seq ? entry : undefined
}

export const holds = (span: Span, seq: number): boolean => entryOf(span, seq) !== undefined

function entriesOf(page: Page): Entry[] {
  return page.messages
    .filter((message) => message.seq <= page.head)
    .map((message) => ({ message, asOf: page.head }))
}

function add(entries: Entry[], span: Span, event: Extract<RoomEvent, { type: 'message.sent' }>): boolean {
  if (span.hasAfter) return false
  const index = indexOfSeq(entries, event.seq)
  if (entries[index]?.message.seq === event.seq) return false
  // Before the first message there may be others that are not held.
  if (index === 0 && span.hasBefore && entries.length > 0) return false
  entries.splice(index, 0, { message: messageOf(event), asOf: event.seq })
  return true
}

function change(entries: Entry[], event: RoomEvent): boolean {
  const target = targetOf(event)
  if (target === undefined) return false
  const index = indexOfSeq(entries, target)
  const entry = entries[index]
  if (!entry || entry.message.seq !== target || event.seq <= entry.asOf) return false
  const message = changeMessage(entry.message, event)
  entries[index] = { message, asOf: event.seq }
  return true
}

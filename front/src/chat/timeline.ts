import type { RoomEvent, RoomHead, Synced } from '@papo/contract'
import { placeEvents, type Page, type Span, spanOfPage, trimSpan, widenSpan } from './span'

/**
 * One room's log as this client holds it. Pure: every function returns a new value.
 *
 * `head` rises by one event at a time, so everything up to it is applied and nothing after it is. Events past
 * a hole wait. `recent` keeps the last applied events, because a page of history may have been read before
 * they were: they are applied again to what it brings.
 */
export type Timeline = {
  readonly epoch: number
  readonly head: number
  /** The highest seq of this epoch that anyone told us of. */
  readonly known: number
  /** A later epoch was seen: what is held may be wrong, and a new page must replace it. */
  readonly laterEpoch: number
  readonly waiting: readonly RoomEvent[]
  readonly recent: readonly RoomEvent[]
  /** `recent` holds every event after this seq. */
  readonly recentAfter: number
  /** The messages that are held; null for a room that was never opened. */
  readonly span: Span | null
}
export type Received = { readonly timeline: Timeline; readonly applied: readonly RoomEvent[] }
type Position = Pick<RoomHead, 'epoch' | 'head'>
type SyncedEvents = Extract<Synced, { events: unknown }>

const RECENT_MAX = 200
const WAITING_MAX = 1_000
/** A room where talk goes on unseen lets go of its oldest messages. */
const ENTRIES_MAX = 5_000
const ENTRIES_KEPT = 3_000

export function startTimeline({ epoch, head }: Position): Timeline {
  return {
    epoch,
    head,
    known: head,
    laterEpoch: epoch,
    waiting: [],
    recent: [],
    recentAfter: head,
    span: null,
  }
}

/** What keeps the room from being whole: `gap` is healed by a sync, `epoch` only by a new page. */
export function holeOf(timeline: Timeline): 'gap' | 'epoch' | null {
  if (timeline.laterEpoch > timeline.epoch) return 'epoch'
  return timeline.known > timeline.head ? 'gap' : null
}

/** Takes note of where the server says that the room stands. */
export function hear(timeline: Timeline, { epoch, head }: Position): Timeline {
  if (epoch > timeline.laterEpoch) return { ...timeline, laterEpoch: epoch }
  if (epoch !== timeline.epoch || head <= timeline.known) return timeline
  return { ...timeline, known: head }
}

/** Takes events as they come: in any order, repeated, with holes. `applied` are those that had their turn. */
export function receive(timeline: Timeline, events: readonly RoomEvent[]): Received {
  const news = events.filter((e) => isNews(timeline, e))
  if (news.length === 0) return { timeline, applied: [] }
  return drain(wait(timeline, news))
}

/**
 * Takes the answer to a sync. It is whole from `since` on even where seqs are missing from it: those belong
 * to a void range. An answer about another state of the room changes nothing.
 */
export function settle(timeline: Timeline, since: number, answer: SyncedEvents): Received {
  if (answer.epoch !== timeline.epoch) return { timeline: hear(timeline, answer), applied: [] }
  if (since > timeline.head) return { timeline, applied: [] }
  const fresh = answer.events.filter((e) => e.seq > timeline.head).sort((a, b) => a.seq - b.seq)
  const settled = apply(timeline, fresh, Math.max(timeline.head, answer.head))
  const drained = drain(settled)
  return { timeline: drained.timeline, applied: [...fresh, ...drained.applied] }
}

/** Starts over from a page that reaches the end, or from a bare position for a room that holds no messages. */
export function restart(timeline: Timeline, from: Page | Position): Received {
  const started = startTimeline(from)
  const laterEpoch = Math.max(timeline.laterEpoch, from.epoch)
  const known = timeline.epoch === from.epoch ? Math.max(timeline.known, from.head) : from.head
  const span = 'messages' in from ? spanOfPage(from) : null
  const waiting = timeline.waiting.filter((e) => e.epoch >= from.epoch && e.seq > from.head)
  return drain({ ...started, laterEpoch, known, span, waiting })
}

/** Shows this page in place of what was held, without touching the room's position. */
export function openPage(timeline: Timeline, page: Page): Timeline | 'stale' {
  return withPage(timeline, page, () => spanOfPage(page))
}

/** Joins a page that borders on, or overlaps, what is held. */
export function addPage(timeline: Timeline, page: Page): Timeline | 'stale' {
  const { span } = timeline
  return span ? withPage(timeline, page, () => widenSpan(span, page, timeline.head)) : 'stale'
}

/** Lets go of what is far from this message. */
export function trimTimeline(timeline: Timeline, around: number, keep: number): Timeline {
  const span = timeline.span && trimSpan(timeline.span, around, keep)
  return span === timeline.span ? timeline : { ...timeline, span }
}

/** Lets go of the messages; the room's position stays. */
export function closeSpan(timeline: Timeline): Timeline {
  return timeline.span ? { ...timeline, span: null } : timeline
}

/** `stale`: the page is too old to be completed from `recent`, or of another epoch; ask again. */
function withPage(timeline: Timeline, page: Page, makeSpan: () => Span): Timeline | 'stale' {
  if (page.epoch !== timeline.epoch) return 'stale'
  if (page.head < timeline.recentAfter) return 'stale'
  const missed = timeline.recent.filter((e) => e.seq > page.head)
  const span = placeEvents(makeSpan(), missed)
  return hear({ ...timeline, span }, page)
}

function isNews(timeline: Timeline, event: RoomEvent): boolean {
  if (event.epoch < timeline.epoch) return false
  return event.epoch > timeline.epoch || event.seq > timeline.head
}

function wait(timeline: Timeline, news: readonly RoomEvent[]): Timeline {
  const bySeq = new Map([...timeline.waiting, ...news].map((e) => [`${e.epoch}:${e.seq}`, e]))
  const waiting = [...bySeq.values()].sort((a, b) => a.epoch - b.epoch || a.seq - b.seq)
  const heard = news.reduce(
    (t, e) => hear(t, { epoch: e.epoch, head: e.epoch > timeline.epoch ? 0 : e.seq }),
    timeline,
  )
  return { ...heard, waiting: waiting.slice(0, WAITING_MAX) }
}

function drain(timeline: Timeline): Received {
  const applied: RoomEvent[] = []
  let head = timeline.head
  for (const event of timeline.waiting) {
    if (event.epoch !== timeline.epoch || event.seq > head + 1) break
    if (event.seq <= head) continue
    applied.push(event)
    head = event.seq
  }
  const waiting = timeline.waiting.filter((e) => e.epoch > timeline.epoch || e.seq > head)
  const known = waiting.reduce((max, e) => (e.epoch === timeline.epoch ? Math.max(max, e.seq) : max), 0)
  const next = apply({ ...timeline, waiting, known: Math.max(timeline.known, known) }, applied, head)
  return { timeline: next, applied }
}

function apply(timeline: Timeline, events: readonly RoomEvent[], head: number): Timeline {
  if (events.length === 0 && head === timeline.head) return timeline
  const all = [...timeline.recent, ...events]
  const recent = all.slice(-RECENT_MAX)
  const cutAt = all.length > RECENT_MAX ? all[all.length - RECENT_MAX - 1]?.seq : undefined
  return {
    ...timeline,
    head,
    known: Math.max(timeline.known, head),
    recent,
    recentAfter: cutAt ?? timeline.recentAfter,
    span: timeline.span && bounded(placeEvents(timeline.span, events)),
  }
}

function bounded(span: Span): Span {
  return span.entries.length > ENTRIES_MAX ? trimSpan(span, Infinity, ENTRIES_KEPT) : span
}

import type { Message, RoomEvent } from '@papo/contract'
import { entryOf, type Page, placeEvents, type Span, spanOfPage, widenSpan } from './span'
import type { Timeline } from './timeline'

/**
 * What is said under one message. Pure, and carried on by the room's timeline: whatever that applied after
 * `head` is applied here too. Where it can no longer tell, the thread is `stale` and must be loaded again.
 */
export type Thread = {
  readonly root: number
  readonly epoch: number
  /** Every event of the room up to this seq is applied. */
  readonly head: number
  /** The root alone. */
  readonly top: Span
  readonly replies: Span
}
/** A page of a thread, which has its root with it. */
export type ThreadPage = Page & { root: Message }
type Room = Pick<Timeline, 'epoch' | 'head' | 'recent' | 'recentAfter'>

export function openThread(room: Room, page: ThreadPage): Thread | 'stale' {
  if (!isCompletable(room, page)) return 'stale'
  const { root, epoch, head } = page
  const top = { entries: [{ message: root, asOf: head }], hasBefore: true, hasAfter: true }
  return followThread({ root: root.seq, epoch, head, top, replies: spanOfPage(page) }, room)
}

/** Joins a page that borders on, or overlaps, what is held. */
export function addToThread(thread: Thread, room: Room, page: Page): Thread | 'stale' {
  if (!isCompletable(room, page) || page.epoch !== thread.epoch) return 'stale'
  // Of an older page the room must know what happened up to where the thread stands.
  if (Math.max(page.head, room.head) < thread.head) return 'stale'
  const missed = room.recent.filter((e) => e.seq > page.head)
  const replies = widenSpan(thread.replies, page, thread.head)
  return { ...thread, replies: placeEvents(replies, inThread(missed, thread.root)) }
}

/** The thread after what has happened in the room since; the same one if nothing has. */
export function followThread(thread: Thread, room: Room): Thread | 'stale' {
  if (room.epoch !== thread.epoch || room.recentAfter > thread.head) return 'stale'
  if (room.head <= thread.head) return thread
  const news = room.recent.filter((e) => e.seq > thread.head)
  const replies = placeEvents(thread.replies, inThread(news, thread.root))
  return { ...thread, head: room.head, top: placeEvents(thread.top, news), replies }
}

export function rootOf({ top, root }: Thread): Message | undefined {
  return entryOf(top, root)?.message
}

function isCompletable(room: Room, page: Page): boolean {
  return page.epoch === room.epoch && page.head >= room.recentAfter
}

/** What is said elsewhere has no place here; all other events find the message that they are about, or none. */
function inThread(events: readonly RoomEvent[], root: number): RoomEvent[] {
  return events.filter((e) => e.type !== 'message.sent' || e.data.threadOf === root)
}

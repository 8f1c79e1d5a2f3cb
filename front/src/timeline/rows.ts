import type { Message } from '@papo/contract'
import { messageOnItsWay } from '../chat/on-its-way'
import type { Outbox, OutboxItem } from '../chat/outbox'
import type { Entry } from '../chat/span'

/** Messages of one author share a heading unless there is such a pause between them, */
const PAUSE_MS = 5 * 60_000
/** or the clock passes a multiple of this: so where groups begin never depends on what is loaded before them. */
const SLOT_MS = 30 * 60_000

export type Delivery = { state: 'waiting' | 'failed'; item: OutboxItem } | { state: 'sent' | 'saved' }

/** A message as it is drawn, with what stands above it: one row each, so that rows count as messages do. */
export type Row = {
  readonly key: string
  readonly message: Message
  /** Begins a group: shows the author. */
  readonly first: boolean
  /** Begins a day: a moment of it (ISO 8601). */
  readonly day: string | null
  /** The unread line stands above it. */
  readonly unread: boolean
  /** Only of own messages. */
  readonly delivery: Delivery['state'] | null
  readonly item: OutboxItem | null
}
export type View = {
  readonly roomId: string
  readonly selfId: string
  readonly entries: readonly Entry[]
  readonly outbox: Outbox
  readonly dividerAfter: number | null
  /** The unread line was put there by hand, perhaps above an own message. */
  readonly keptUnread: boolean
}

/**
 * Draws the timeline: days, groups, the unread line, and own messages that are still on their way. A row that
 * is as it was is the same object as the last time, so that it need not be drawn again.
 */
export function createRows(): (view: View) => Row[] {
  const known = new WeakMap<Message, Row>()
  const drafts = new WeakMap<OutboxItem, Message>()

  const keep = (row: Row): Row => {
    const before = known.get(row.message)
    if (before && isSame(before, row)) return before
    known.set(row.message, row)
    return row
  }
  const draftFor = (item: OutboxItem, selfId: string): Message => {
    const draft = drafts.get(item) ?? messageOnItsWay(item, selfId)
    drafts.set(item, draft)
    return draft
  }

  return (view) => {
    const own = new Map(view.outbox.filter((i) => i.roomId === view.roomId).map((i) => [i.clientId, i]))
    const pen: Pen = { day: { from: 0, to: 0 }, last: null, divided: view.dividerAfter === null }
    const rows: Row[] = []
    for (const { message } of view.entries) {
      const mine = message.senderId === view.selfId
      const onItsWay = mine && own.delete(message.clientId)
      rows.push(keep(rowOf(pen, view, { message, delivery: mine ? (onItsWay ? 'sent' : 'saved') : null })))
    }
    for (const item of own.values())
      rows.push(keep(rowOf(pen, view, { message: draftFor(item, view.selfId), ...deliveryOf(item) })))
    return rows
  }
}

/** The same for a message on its way and for the one that it becomes, so that it stays where it is drawn. */
export function keyOf(message: Message): string {
  return message.clientId ? `${message.senderId}:${message.clientId}` : String(message.seq)
}

/** What has been drawn so far: the day, the message above and when it was (milliseconds since 1970). */
type Pen = {
  day: { from: number; to: number }
  last: { message: Message; at: number } | null
  divided: boolean
}
type Drawn = { message: Message; delivery: Row['delivery']; item?: OutboxItem | null }

function rowOf(pen: Pen, view: View, { message, delivery, item = null }: Drawn): Row {
  const at = Date.parse(message.at)
  const sameDay = at >= pen.day.from && at < pen.day.to
  if (!sameDay) pen.day = dayAround(at)
  const unread = !pen.divided && isNew(message, view)
  if (unread) pen.divided = true
  const first = !sameDay || unread || startsGroup(pen, message, at)
  pen.last = { message, at }
  return { key: keyOf(message), message, first, day: sameDay ? null : message.at, unread, delivery, item }
}

function deliveryOf(item: OutboxItem): { delivery: Row['delivery']; item: OutboxItem | null } {
  if (item.state === 'sent') return { delivery: 'sent', item: null }
  return { delivery: item.state === 'failed' ? 'failed' : 'waiting', item }
}

function isNew(message: Message, { dividerAfter, selfId, keptUnread }: View): boolean {
  return message.seq > (dividerAfter ?? Infinity) && (keptUnread || message.senderId !== selfId)
}

function startsGroup({ last }: Pen, message: Message, at: number): boolean {
  const above = last?.message
  if (!last || above?.senderId !== message.senderId || above.threadOf !== undefined) return true
  if (message.replyTo !== undefined || message.threadOf !== undefined) return true
  return at - last.at > PAUSE_MS || Math.floor(at / SLOT_MS) > Math.floor(last.at / SLOT_MS)
}

function dayAround(at: number): { from: number; to: number } {
  const from = new Date(at).setHours(0, 0, 0, 0)
  const noonOfNext = new Date(from).setHours(36)
  return { from, to: new Date(noonOfNext).setHours(0, 0, 0, 0) }
}

function isSame(a: Row, b: Row): boolean {
  return (
    a.first === b.first &&
    a.day === b.day &&
    a.unread === b.unread &&
    a.delivery === b.delivery &&
    a.item === b.item
  )
}

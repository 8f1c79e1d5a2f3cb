import type { Message } from '@papo/contract'
import type { Outbox, OutboxItem } from '../chat/outbox'
import type { Entry } from '../chat/span'

/** Messages of one author share a heading that is no older than this. */
const GROUP_MS = 5 * 60_000

export type Delivery = { state: 'waiting' | 'failed'; item: OutboxItem } | { state: 'sent' | 'saved' }
export type MessageRow = {
  readonly kind: 'message'
  readonly key: string
  readonly message: Message
  /** Begins a group: shows the author. */
  readonly first: boolean
  /** Only of own messages. */
  readonly delivery: Delivery | null
}
export type Row = MessageRow | { readonly kind: 'unread'; readonly key: 'unread' }
export type Day = { readonly key: string; readonly at: string; readonly rows: readonly Row[] }

type View = {
  readonly roomId: string
  readonly selfId: string
  readonly entries: readonly Entry[]
  readonly outbox: Outbox
  readonly dividerAfter: number | null
}

/** The timeline as it is drawn: days, groups, the unread line, and own messages that are still on their way. */
export function daysOf(view: View): Day[] {
  const days: { key: string; at: string; rows: Row[] }[] = []
  let head: Message | null = null
  let divided = view.dividerAfter === null
  for (const { message, delivery } of shown(view)) {
    const key = dayOf(message.at)
    let day = days.at(-1)
    if (day?.key !== key) {
      day = { key, at: message.at, rows: [] }
      days.push(day)
      head = null
    }
    if (!divided && isNew(message, view)) {
      divided = true
      head = null
      day.rows.push({ kind: 'unread', key: 'unread' })
    }
    const first = !head || startsGroup(head, message)
    if (first) head = message
    day.rows.push({ kind: 'message', key: keyOf(message), message, first, delivery })
  }
  return days
}

/** The same for a message on its way and for the one that it becomes, so that it stays where it is drawn. */
export function keyOf(message: Message): string {
  return message.clientId ? `${message.senderId}:${message.clientId}` : String(message.seq)
}

function* shown({ roomId, selfId, entries, outbox }: View) {
  const own = new Map(outbox.filter((i) => i.roomId === roomId).map((i) => [i.clientId, i]))
  for (const { message } of entries) {
    const mine = message.senderId === selfId
    const item = mine ? own.get(message.clientId) : undefined
    if (item) own.delete(item.clientId)
    const delivery: Delivery | null = mine ? { state: item ? 'sent' : 'saved' } : null
    yield { message, delivery }
  }
  for (const item of own.values()) yield { message: draftOf(item, selfId), delivery: deliveryOf(item) }
}

function deliveryOf(item: OutboxItem): Delivery {
  if (item.state === 'sent') return { state: 'sent' }
  return { state: item.state === 'failed' ? 'failed' : 'waiting', item }
}

/** What a message on its way will look like; seq 0 says that it has no place yet. */
function draftOf(item: OutboxItem, selfId: string): Message {
  return {
    roomId: item.roomId,
    seq: 0,
    ordinal: 1,
    senderId: selfId,
    clientId: item.clientId,
    body: item.body,
    at: new Date(item.queuedAt).toISOString(),
    ...(item.replyTo !== undefined && { replyTo: item.replyTo }),
    ...(item.threadOf !== undefined && { threadOf: item.threadOf }),
    pinned: false,
    reactions: [],
  }
}

function isNew(message: Message, { dividerAfter, selfId }: View): boolean {
  return message.seq > (dividerAfter ?? Infinity) && message.senderId !== selfId
}

function startsGroup(head: Message, message: Message): boolean {
  if (head.senderId !== message.senderId || message.replyTo !== undefined) return true
  return Date.parse(message.at) - Date.parse(head.at) > GROUP_MS
}

function dayOf(at: string): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`
}

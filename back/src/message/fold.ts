import type { Message, RoomEvent, RoomEventOf, Thread } from '@papo/contract'

/** Messages by seq, as they stand after some events. */
export type Folded = Map<number, Message>

/** Of so many of the latest authors a thread tells. */
export const THREAD_USERS_MAX = 3

export function toMessage({
  roomId,
  seq,
  ordinal,
  actorId,
  clientId,
  at,
  data,
}: RoomEventOf<'message.sent'>): Message {
  return {
    roomId,
    seq,
    ordinal,
    senderId: actorId,
    clientId: clientId ?? '',
    at,
    ...data,
    pinned: false,
    reactions: [],
  }
}

/**
 * Applies events, ascending by seq, to the messages that they are about. Those about others are passed over.
 * A message that is there already stays, and may be newer. Replies are counted: no event may come twice.
 */
export function fold(messages: Folded, events: RoomEvent[]): void {
  for (const event of events) {
    if (event.type === 'message.sent') {
      if (!messages.has(event.seq)) messages.set(event.seq, toMessage(event))
      answer(messages, event)
    } else if ('target' in event.data) change(messages, event.data.target, event)
  }
}

/** Also a deleted message keeps its thread. */
function answer(messages: Folded, { actorId, at, data }: RoomEventOf<'message.sent'>): void {
  const root = data.threadOf === undefined ? undefined : messages.get(data.threadOf)
  if (root) messages.set(root.seq, { ...root, thread: answered(root.thread, { userId: actorId, at }) })
}

/** A thread after one more reply. */
export function answered(thread: Thread | undefined, reply: { userId: string; at: string }): Thread {
  const { count = 0, userIds = [] } = thread ?? {}
  const latest = [reply.userId, ...userIds.filter((id) => id !== reply.userId)]
  return { count: count + 1, lastAt: reply.at, userIds: latest.slice(0, THREAD_USERS_MAX) }
}

function change(messages: Folded, target: number, event: RoomEvent): void {
  const message = messages.get(target)
  if (!message || message.deletedAt) return
  const changed = changedBy(message, event)
  if (changed) messages.set(target, changed)
}

function changedBy(message: Message, event: RoomEvent): Message | undefined {
  switch (event.type) {
    case 'message.edited':
      return edited(message, event)
    case 'message.deleted':
      return erased(message, event.at)
    case 'message.pinned':
    case 'message.unpinned':
      return { ...message, pinned: event.type === 'message.pinned' }
    case 'reaction.added':
    case 'reaction.removed':
      return { ...message, reactions: react(message.reactions, event) }
    case 'preview.attached': {
      const { preview: _, ...rest } = message
      return event.data.preview ? { ...rest, preview: event.data.preview } : rest
    }
    default:
      return undefined
  }
}

function edited(message: Message, { at, data }: RoomEventOf<'message.edited'>): Message {
  const { mentions: _, ...rest } = message
  const mentions = data.mentions?.length ? { mentions: data.mentions } : {}
  return { ...rest, body: data.body, editedAt: at, ...mentions }
}

/** A deleted message keeps its place, in the room and in a thread, and nothing that was said. */
function erased(message: Message, deletedAt: string): Message {
  const { attachments: _, mentions: __, preview: ___, ...place } = message
  return { ...place, body: '', deletedAt, pinned: false, reactions: [] }
}

function react(
  reactions: Message['reactions'],
  { type, actorId, data }: RoomEventOf<'reaction.added' | 'reaction.removed'>,
): Message['reactions'] {
  const others = reactions
    .map((r) => (r.emoji === data.emoji ? { ...r, userIds: r.userIds.filter((id) => id !== actorId) } : r))
    .filter((r) => r.userIds.length > 0)
  if (type === 'reaction.removed') return others
  const same = others.find((r) => r.emoji === data.emoji)
  if (!same) return [...others, { emoji: data.emoji, userIds: [actorId] }]
  return others.map((r) => (r === same ? { ...r, userIds: [...r.userIds, actorId] } : r))
}

/** Erases, in a run of events, what was said in messages that are deleted by a later one of them. */
export function blankDeleted(events: RoomEvent[]): RoomEvent[] {
  const deleted = new Set(events.flatMap((e) => (e.type === 'message.deleted' ? [e.data.target] : [])))
  if (deleted.size === 0) return events
  return events.map((event): RoomEvent => {
    if (event.type === 'message.sent' && deleted.has(event.seq)) {
      const { attachments: _, mentions: __, ...data } = event.data
      return { ...event, data: { ...data, body: '' } }
    }
    if (event.type === 'message.edited' && deleted.has(event.data.target))
      return { ...event, data: { target: event.data.target, body: '' } }
    if (event.type === 'preview.attached' && deleted.has(event.data.target))
      return { ...event, data: { target: event.data.target, preview: null } }
    return event
  })
}

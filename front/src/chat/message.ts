import type { Message, Reaction, RoomEvent, RoomEventOf } from '@papo/contract'

const THREAD_USERS_MAX = 3

/** The message that an event brings into being. */
export function messageOf(event: RoomEventOf<'message.sent'>): Message {
  const { body, ...rest } = event.data
  return {
    roomId: event.roomId,
    seq: event.seq,
    ordinal: event.ordinal,
    senderId: event.actorId,
    clientId: event.clientId ?? `${event.roomId}:${event.seq}`,
    body,
    at: event.at,
    ...rest,
    pinned: false,
    reactions: [],
  }
}

/** The seq of the message that an event changes, if it changes one: a reply in a thread changes its root. */
export function targetOf(event: RoomEvent): number | undefined {
  if (event.type === 'message.sent') return event.data.threadOf
  return 'target' in event.data ? event.data.target : undefined
}

/** The message after one more event. A deleted one stays deleted: all that still changes is its thread. */
export function changeMessage(message: Message, event: RoomEvent): Message {
  if (event.type === 'message.sent') return answered(message, event)
  if (message.deletedAt !== undefined) return message
  switch (event.type) {
    case 'message.edited':
      return edited(message, event)
    case 'message.deleted':
      return deleted(message, event)
    case 'message.pinned':
      return { ...message, pinned: true }
    case 'message.unpinned':
      return { ...message, pinned: false }
    case 'reaction.added':
      return { ...message, reactions: withReaction(message.reactions, event.data.emoji, event.actorId) }
    case 'reaction.removed':
      return { ...message, reactions: withoutReaction(message.reactions, event.data.emoji, event.actorId) }
    case 'preview.attached':
      return previewed(message, event)
    default:
      return message
  }
}

/** `userIds` hold the latest authors first, so that counting on from any page gives the same three. */
function answered(message: Message, { actorId, at }: RoomEventOf<'message.sent'>): Message {
  const { count = 0, userIds = [] } = message.thread ?? {}
  const latest = [actorId, ...userIds.filter((id) => id !== actorId)].slice(0, THREAD_USERS_MAX)
  return { ...message, thread: { count: count + 1, lastAt: at, userIds: latest } }
}

function edited(message: Message, event: RoomEventOf<'message.edited'>): Message {
  const { mentions: _, ...rest } = message
  const mentions = event.data.mentions
  return { ...rest, body: event.data.body, editedAt: event.at, ...(mentions ? { mentions } : {}) }
}

function deleted(message: Message, event: RoomEventOf<'message.deleted'>): Message {
  const { attachments: _a, mentions: _m, preview: _p, ...rest } = message
  return { ...rest, body: '', deletedAt: event.at, pinned: false, reactions: [] }
}

function previewed(message: Message, event: RoomEventOf<'preview.attached'>): Message {
  const { preview: _, ...rest } = message
  return event.data.preview ? { ...rest, preview: event.data.preview } : rest
}

function withReaction(reactions: readonly Reaction[], emoji: string, userId: string): Reaction[] {
  const existing = reactions.find((r) => r.emoji === emoji)
  if (!existing) return [...reactions, { emoji, userIds: [userId] }]
  if (existing.userIds.includes(userId)) return [...reactions]
  return reactions.map((r) => (r === existing ? { ...r, userIds: [...r.userIds, userId] } : r))
}

function withoutReaction(reactions: readonly Reaction[], emoji: string, userId: string): Reaction[] {
  return reactions
    .map((r) => (r.emoji === emoji ? { ...r, userIds: r.userIds.filter((id) => id !== userId) } : r))
    .filter((r) => r.userIds.length > 0)
}

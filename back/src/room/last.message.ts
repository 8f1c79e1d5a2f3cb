import type { Message, Reaction, RoomEvent, RoomEventOf } from '@papo/contract'

/** A room's last message after `events`, which reach from anywhere before it to the head, ascending. */
export const lastAfter = (last: Message | undefined, events: RoomEvent[]): Message | undefined =>
  events.reduce(after, last)

function after(last: Message | undefined, event: RoomEvent): Message | undefined {
  if (event.type === 'message.sent') return last && last.seq >= event.seq ? last : sent(event)
  if (!last || !('target' in event.data) || event.data.target !== last.seq) return last
  // Deleted wins, and nothing happens to a deleted message.
  return last.deletedAt ? last : changed(last, event)
}

function sent({ roomId, seq, ordinal, actorId, clientId, at, data }: RoomEventOf<'message.sent'>): Message {
  // Every message.sent bears its sender's clientId.
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

function changed(last: Message, event: RoomEvent): Message {
  switch (event.type) {
    case 'message.edited': {
      const { body, mentions } = event.data
      return { ...last, body, editedAt: event.at, ...(mentions ? { mentions } : {}) }
    }
    case 'message.deleted':
      return erased(last, event.at)
    case 'message.pinned':
    case 'message.unpinned':
      return { ...last, pinned: event.type === 'message.pinned' }
    case 'reaction.added':
    case 'reaction.removed':
      return { ...last, reactions: reacted(last.reactions, event) }
    case 'preview.attached': {
      const { preview: _, ...bare } = last
      return event.data.preview ? { ...bare, preview: event.data.preview } : bare
    }
    default:
      return last
  }
}

function erased(last: Message, at: string): Message {
  const { roomId, seq, ordinal, senderId, clientId, at: sentAt } = last
  const place = { roomId, seq, ordinal, senderId, clientId, at: sentAt }
  return { ...place, body: '', deletedAt: at, pinned: false, reactions: [] }
}

function reacted(
  reactions: Reaction[],
  { type, actorId, data }: RoomEventOf<'reaction.added' | 'reaction.removed'>,
): Reaction[] {
  const of = (reaction: Reaction | undefined) => reaction?.userIds.filter((id) => id !== actorId) ?? []
  const others = of(reactions.find((r) => r.emoji === data.emoji))
  const userIds = type === 'reaction.added' ? [...others, actorId] : others
  const known = reactions.some((r) => r.emoji === data.emoji)
  const all = known ? reactions : [...reactions, { emoji: data.emoji, userIds }]
  return all.map((r) => (r.emoji === data.emoji ? { ...r, userIds } : r)).filter((r) => r.userIds.length > 0)
}

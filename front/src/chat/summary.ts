import type { JoinedRoom, RoomEvent, RoomEventOf } from '@papo/contract'
import { changeMessage, messageOf } from './message'

/** 100 stands for 100 or more, as in the contract. */
const MENTIONS_MAX = 100

/** The room as the sidebar shows it, after events in their order; those that it already contains are passed over. */
export function advanceRoom(room: JoinedRoom, events: readonly RoomEvent[], selfId: string): JoinedRoom {
  return events.reduce((r, e) => (e.seq > r.head || e.epoch > r.epoch ? advance(r, e, selfId) : r), room)
}

/** The room after reading up to a message. Reading never goes back. */
export function readUpTo(room: JoinedRoom, readSeq: number, readOrdinal: number): JoinedRoom {
  if (readSeq <= room.readSeq && readOrdinal <= room.readOrdinal) return room
  return withReading(room, Math.max(room.readSeq, readSeq), Math.max(room.readOrdinal, readOrdinal))
}

/** The room with the cursor where the server says that it is, which may be further back. */
export function readAt(room: JoinedRoom, readSeq: number, readOrdinal: number): JoinedRoom {
  return withReading(room, readSeq, readOrdinal)
}

function withReading(room: JoinedRoom, readSeq: number, readOrdinal: number): JoinedRoom {
  const unread = Math.max(0, room.ordinal - readOrdinal)
  return { ...room, readSeq, readOrdinal, unread, mentions: unread === 0 ? 0 : room.mentions }
}

function advance(room: JoinedRoom, event: RoomEvent, selfId: string): JoinedRoom {
  const ordinal = Math.max(room.ordinal, event.ordinal)
  const unread = Math.max(0, ordinal - room.readOrdinal)
  const moved = { ...room, epoch: event.epoch, head: event.seq, ordinal, unread }
  switch (event.type) {
    case 'message.sent':
      return withMessage(moved, event, selfId)
    case 'member.joined':
      return { ...moved, memberCount: moved.memberCount + 1 }
    case 'member.left':
    case 'member.removed':
      return { ...moved, memberCount: Math.max(0, moved.memberCount - 1) }
    case 'member.updated':
      return event.data.userId === selfId ? withStanding(moved, event) : moved
    case 'room.updated':
      return renamed(moved, event)
    default:
      return withChange(moved, event)
  }
}

function withMessage(room: JoinedRoom, event: RoomEventOf<'message.sent'>, selfId: string): JoinedRoom {
  const shown = { ...room, lastMessage: messageOf(event) }
  if (event.actorId === selfId) return readUpTo(shown, event.seq, event.ordinal)
  const mentioned = event.data.mentions?.includes(selfId) ?? false
  return mentioned ? { ...shown, mentions: Math.min(MENTIONS_MAX, shown.mentions + 1) } : shown
}

function withChange(room: JoinedRoom, event: RoomEvent): JoinedRoom {
  const { lastMessage } = room
  if (!lastMessage || !('target' in event.data) || event.data.target !== lastMessage.seq) return room
  return { ...room, lastMessage: changeMessage(lastMessage, event) }
}

function withStanding(room: JoinedRoom, { data }: RoomEventOf<'member.updated'>): JoinedRoom {
  const { mutedUntil: before, ...rest } = { ...room, role: data.role }
  const mutedUntil = data.mutedUntil === undefined ? before : data.mutedUntil
  return mutedUntil ? { ...rest, mutedUntil } : rest
}

function renamed(room: JoinedRoom, event: RoomEventOf<'room.updated'>): JoinedRoom {
  const { name = room.name, topic = room.topic, kind = room.kind, previews = room.previews } = event.data
  const { avatarFileId: before, ...rest } = room
  const avatarFileId = event.data.avatarFileId === undefined ? before : event.data.avatarFileId
  return { ...rest, name, topic, kind, previews, ...(avatarFileId ? { avatarFileId } : {}) }
}

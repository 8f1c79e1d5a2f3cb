import type { Message, PresenceChange, RoomEvent } from '@papo/contract'
import type { Named } from './vocabulary.store.js'

/** A message under all the names that clients of other systems look for. */
export type ToldMessage = {
  type: 'CHAT' | 'JOIN' | 'LEAVE'
  id: string
  roomId: string
  seq: number
  sender: string
  senderId: string
  senderName: string
  userId: string
  username: string
  content: string
  message: string
  timestamp: string
}
export type ToldStatus = {
  roomId: string
  userId: string
  username: string
  status: 'online' | 'idle' | 'dnd' | 'offline' | 'joined' | 'left'
  timestamp: string
}
/** Whom an event is about, and as what. */
type Subject = { type: ToldMessage['type']; userId: string; content: string }

/** Undefined for events that those systems do not have: edits, reactions and others. */
export function subjectOf(event: RoomEvent): Subject | undefined {
  switch (event.type) {
    case 'message.sent':
      return { type: 'CHAT', userId: event.actorId, content: event.data.body }
    case 'member.joined':
      return { type: 'JOIN', userId: event.data.userId, content: '' }
    case 'member.left':
    case 'member.removed':
      return { type: 'LEAVE', userId: event.data.userId, content: '' }
    default:
      return undefined
  }
}

type Place = { roomId: string; seq: number; at: string }

export function tellMessage({ roomId, seq, at }: Place, { type, content }: Subject, who: Named): ToldMessage {
  return {
    type,
    id: `${roomId}:${seq}`,
    roomId,
    seq,
    sender: who.username,
    senderId: who.id,
    senderName: who.displayName,
    userId: who.id,
    username: who.username,
    content,
    message: content,
    timestamp: at,
  }
}

export const tellStored = ({ roomId, seq, at, senderId, body }: Message, who: Named): ToldMessage =>
  tellMessage({ roomId, seq, at }, { type: 'CHAT', userId: senderId, content: body }, who)

export const tellStatus = (roomId: string, change: PresenceChange, who: Named): ToldStatus => ({
  roomId,
  userId: who.id,
  username: who.username,
  status: change.state,
  timestamp: new Date().toISOString(),
})

import { id } from '@papo/contract'
import { notFound } from '../errors.js'

/** What a SEND is for. Without a room, the default one is meant, or what the body names. */
export type Errand =
  { act: 'send'; roomId: string } | { act: 'sendMessage' | 'addUser' | 'removeUser'; roomId?: undefined }

/** What a SUBSCRIBE asks to hear. */
export type Subject =
  | { of: 'events' | 'status'; roomId: string }
  | { of: 'chat'; roomId: string | undefined }
  | { of: 'errors' | 'private' }

const ERRANDS: Record<string, Errand> = {
  '/app/chat.sendMessage': { act: 'sendMessage' },
  '/app/chat.addUser': { act: 'addUser' },
  '/app/chat.removeUser': { act: 'removeUser' },
}
const SUBJECTS: Record<string, Subject> = {
  '/topic/public': { of: 'chat', roomId: undefined },
  '/user/queue/errors': { of: 'errors' },
  '/user/queue/private': { of: 'private' },
}

/** @throws ChatError `not_found` */
export function errandOf(destination: string): Errand {
  const named = own(ERRANDS, destination)
  if (named) return named
  const [, room = ''] = /^\/app\/room\/([^/]+)\/send$/.exec(destination) ?? []
  return { act: 'send', roomId: roomIn(room) }
}

/** @throws ChatError `not_found` */
export function subjectOf(destination: string): Subject {
  const named = own(SUBJECTS, destination)
  if (named) return named
  const [, topic = '', room = ''] = /^\/topic\/(public|room|status)\/([^/]+)$/.exec(destination) ?? []
  const roomId = roomIn(room)
  if (topic === 'public') return { of: 'chat', roomId }
  return { of: topic === 'room' ? 'events' : 'status', roomId }
}

function roomIn(text: string): string {
  const parsed = id.safeParse(text)
  if (!parsed.success) throw notFound('destination')
  return parsed.data
}

const own = <T>(record: Record<string, T>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined

import { id, type Request } from '@papo/contract'
import { z } from 'zod'
import { ChatError } from '../errors.js'

/** What can be made of what clients of other systems say. Who says it is never taken from it. */
export type Meant = {
  roomId?: string
  /** For a direct message: a person's id. */
  to?: string
  clientId?: string
  body?: string
  limit?: number
  rest: Partial<Pick<Request<'sendMessage'>, 'replyTo' | 'threadOf' | 'attachments'>>
}

const NAMES = {
  roomId: ['roomId', 'room', 'chatId', 'chatRoomId', 'room_id', 'chat_id'],
  to: ['to', 'receiverId', 'recipientId', 'targetUserId', 'receiver'],
  body: ['body', 'content', 'message', 'text'],
  clientId: ['clientId', 'tempId'],
} as const
const KEPT = ['replyTo', 'threadOf', 'attachments'] as const
const PUBLIC = 'public'
const record = z.record(z.string(), z.unknown())
const limit = z.coerce.number().int().min(1).max(100)

/** A bare text is the room; nothing, `public` and an empty one are the default room. @throws ChatError `invalid_payload` */
export function meantBy(input: unknown): Meant {
  if (input === undefined || input === null) return { rest: {} }
  const parsed = record.safeParse(typeof input === 'string' ? { roomId: input } : input)
  if (!parsed.success) throw new ChatError('invalid_payload', 'payload: must be an object')
  const given = parsed.data
  const [roomId, to, clientId, body] = (['roomId', 'to', 'clientId', 'body'] as const).map((name) =>
    textOf(given, NAMES[name]),
  )
  const many = limit.safeParse(given['limit'])
  const rest = Object.fromEntries(
    KEPT.flatMap((key) => (given[key] === undefined ? [] : [[key, given[key]]])),
  )
  return {
    ...(roomId && roomId !== PUBLIC ? { roomId: idOf('roomId', roomId) } : {}),
    ...(to ? { to: idOf('to', to) } : {}),
    ...(clientId && id.safeParse(clientId).success ? { clientId } : {}),
    ...(body === undefined ? {} : { body }),
    ...(many.success ? { limit: many.data } : {}),
    rest,
  }
}

function textOf(given: Record<string, unknown>, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    if (typeof value === 'string') return value
  }
  return undefined
}

function idOf(name: string, value: string): string {
  const parsed = id.safeParse(value)
  if (!parsed.success) throw new ChatError('invalid_payload', `${name}: must be a UUID`)
  return parsed.data
}

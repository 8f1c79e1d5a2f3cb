import type { Attachment, Message, Preview, RoomEvent } from '@papo/contract'
import { parse, roomEvent } from '@papo/contract'

/** A row of `message`. */
export type MessageRecord = {
  roomId: string
  seq: bigint
  ordinal: bigint
  epoch: number
  senderId: string
  clientId: string
  body: string
  at: Date
  replyTo: bigint | null
  threadOf: bigint | null
  attachments: unknown
  mentions: string[]
  editedAt: Date | null
  deletedAt: Date | null
  pinned: boolean
  preview: unknown
}
/** A row of `room_event`. */
export type EventRecord = {
  roomId: string
  seq: bigint
  ordinal: bigint
  epoch: number
  type: string
  actorId: string
  clientId: string | null
  at: Date
  data: unknown
}

// JSON columns hold what append.lua was given: it was validated before.
const content = (row: MessageRecord) => ({
  ...(row.replyTo === null ? {} : { replyTo: Number(row.replyTo) }),
  ...(row.threadOf === null ? {} : { threadOf: Number(row.threadOf) }),
  ...(row.attachments ? { attachments: row.attachments as Attachment[] } : {}),
  ...(row.mentions.length > 0 ? { mentions: row.mentions } : {}),
})

export const rowToMessage = (row: MessageRecord, reactions: Message['reactions']): Message => ({
  roomId: row.roomId,
  seq: Number(row.seq),
  ordinal: Number(row.ordinal),
  senderId: row.senderId,
  clientId: row.clientId,
  body: row.body,
  at: row.at.toISOString(),
  ...content(row),
  ...(row.editedAt ? { editedAt: row.editedAt.toISOString() } : {}),
  ...(row.deletedAt ? { deletedAt: row.deletedAt.toISOString() } : {}),
  ...(row.preview ? { preview: row.preview as Preview } : {}),
  pinned: row.pinned,
  reactions: row.deletedAt ? [] : reactions,
})

/** The event that a stored message came from, with its body as it is now. */
export const rowToSent = (row: MessageRecord): RoomEvent => ({
  roomId: row.roomId,
  epoch: row.epoch,
  seq: Number(row.seq),
  ordinal: Number(row.ordinal),
  at: row.at.toISOString(),
  type: 'message.sent',
  actorId: row.senderId,
  clientId: row.clientId,
  data: { body: row.body, ...content(row) },
})

/** Undefined for what only stands in for an event, such as a quarantined one. */
export function rowToEvent(row: EventRecord): RoomEvent | undefined {
  const { roomId, epoch, type, actorId, data } = row
  const clientId = row.clientId ? { clientId: row.clientId } : {}
  const at = row.at.toISOString()
  const event = {
    roomId,
    epoch,
    seq: Number(row.seq),
    ordinal: Number(row.ordinal),
    at,
    type,
    actorId,
    ...clientId,
    data,
  }
  const parsed = parse(roomEvent, event)
  return parsed.ok ? parsed.value : undefined
}

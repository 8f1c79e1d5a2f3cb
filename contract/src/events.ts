import { z } from 'zod'
import { contactChange } from './contacts.js'
import { attachment, preview, upload } from './files.js'
import {
  joinedRoom,
  memberRole,
  presence,
  roomHead,
  roomKind,
  roomPreferences,
  self,
  user,
} from './models.js'
import { retentionDays } from './moderation.js'
import { clientId, emoji, epoch, id, seq, timestamp } from './scalars.js'

const base = {
  roomId: id,
  epoch,
  /** Position in the room: 1, 2, 3 … without holes within an epoch. */
  seq,
  /** How many messages the room has up to and with this event. */
  ordinal: z.int().nonnegative(),
  at: timestamp,
  actorId: id,
  clientId: clientId.optional(),
}
const event = <T extends string, D extends z.ZodType>(type: T, data: D) =>
  z.strictObject({ ...base, type: z.literal(type), data })

const target = z.strictObject({ target: seq })
const reacted = z.strictObject({ target: seq, emoji })
const memberOf = z.strictObject({ userId: id })

/** A change to a room, as it stands in the room's log and reaches every member. */
export const roomEvent = z.discriminatedUnion('type', [
  event(
    'message.sent',
    z.strictObject({
      body: z.string(),
      replyTo: seq.optional(),
      threadOf: seq.optional(),
      attachments: z.array(attachment).optional(),
      mentions: z.array(id).optional(),
    }),
  ),
  event(
    'message.edited',
    z.strictObject({ target: seq, body: z.string(), mentions: z.array(id).optional() }),
  ),
  event('message.deleted', target),
  event('message.pinned', target),
  event('message.unpinned', target),
  event('reaction.added', reacted),
  event('reaction.removed', reacted),
  event('member.joined', z.strictObject({ userId: id, role: memberRole })),
  event('member.left', memberOf),
  event('member.removed', z.strictObject({ userId: id, banned: z.boolean().optional() })),
  event(
    'member.updated',
    z.strictObject({ userId: id, role: memberRole, mutedUntil: timestamp.nullable().optional() }),
  ),
  event(
    'room.updated',
    z.strictObject({
      name: z.string().optional(),
      topic: z.string().optional(),
      kind: roomKind.optional(),
      avatarFileId: id.nullable().optional(),
      previews: z.boolean().optional(),
      /** Null: as the installation says; 0: for good. */
      retentionDays: retentionDays.nullable().optional(),
    }),
  ),
  event('room.deleted', z.strictObject({})),
  event('preview.attached', z.strictObject({ target: seq, preview: preview.nullable() })),
])
export type RoomEvent = z.infer<typeof roomEvent>
export type RoomEventOf<T extends RoomEvent['type']> = Extract<RoomEvent, { type: T }>

export const presenceChange = z.strictObject({
  userId: id,
  state: presence,
  lastSeenAt: timestamp.optional(),
})
export type PresenceChange = z.infer<typeof presenceChange>

/** Something of one's own changed, on whichever tab or device. */
export const userChange = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('profile'), user: self }),
  z.strictObject({
    type: z.literal('read'),
    roomId: id,
    readSeq: z.int().nonnegative(),
    readOrdinal: z.int().nonnegative(),
  }),
  z.strictObject({ type: z.literal('room.joined'), room: joinedRoom }),
  z.strictObject({ type: z.literal('room.left'), roomId: id }),
  z.strictObject({ type: z.literal('room.preferences'), roomId: id, preferences: roomPreferences }),
  /** A file of one's own was checked, or came to an end otherwise. */
  z.strictObject({ type: z.literal('upload'), upload }),
  /** Everyone whom one blocks. */
  z.strictObject({ type: z.literal('blocks'), userIds: z.array(id) }),
  contactChange,
])
export type UserChange = z.infer<typeof userChange>

/** Every event of the server and its payload. */
export const SERVER_EVENT_SCHEMAS = {
  ready: z.strictObject({
    userId: id,
    instanceId: z.string(),
    /** What is one's own as of now: changes of it may have been missed. */
    self,
    blocked: z.array(id),
    /** How many ask to be a contact. */
    contactRequests: z.int().nonnegative(),
    rooms: z.array(
      roomHead.extend({
        roomId: id,
        readSeq: z.int().nonnegative(),
        role: memberRole,
        preferences: roomPreferences,
        mutedUntil: timestamp.optional(),
      }),
    ),
  }),
  'room:events': z.array(roomEvent),
  heartbeat: z.strictObject({ rooms: z.record(id, roomHead) }),
  'typing:changed': z.strictObject({ roomId: id, userId: id, typing: z.boolean() }),
  'presence:changed': z.array(presenceChange),
  'read:changed': z.array(z.strictObject({ roomId: id, userId: id, readSeq: z.int().nonnegative() })),
  /** Profiles of people who share a room with the reader. */
  'people:changed': z.array(user),
  'user:changed': userChange,
} as const
export type ServerEventPayload<E extends keyof typeof SERVER_EVENT_SCHEMAS> = z.infer<
  (typeof SERVER_EVENT_SCHEMAS)[E]
>

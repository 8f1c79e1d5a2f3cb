import { z } from 'zod'
import { attachment, preview } from './files.js'
import {
  DIRECT_FROM,
  EMAIL_DIGESTS,
  FINDABLE_BY,
  LANGUAGES,
  MEMBER_ROLES,
  NOTIFY_LEVELS,
  PRESENCES,
  ROOM_KINDS,
  USER_ROLES,
} from './names.js'
import { clientId, clockTime, emoji, epoch, id, seq, timestamp, timeZone } from './scalars.js'

export const roomKind = z.enum(ROOM_KINDS)
export const memberRole = z.enum(MEMBER_ROLES)
export const presence = z.enum(PRESENCES)
export type RoomKind = z.infer<typeof roomKind>
export type MemberRole = z.infer<typeof memberRole>
export type Presence = z.infer<typeof presence>

/** What everyone may see of a user. */
export const user = z.strictObject({
  id,
  username: z.string(),
  displayName: z.string(),
  statusText: z.string().optional(),
  statusEmoji: emoji.optional(),
  role: z.enum(USER_ROLES),
  /** It is a program. */
  bot: z.literal(true).optional(),
  /** Their picture, for `GET /files/:id/thumbnail`. */
  avatarFileId: id.optional(),
})
export type User = z.infer<typeof user>

export const notifyLevel = z.enum(NOTIFY_LEVELS)
export type NotifyLevel = z.infer<typeof notifyLevel>

export const userSettings = z.strictObject({
  readReceipts: z.boolean(),
  sound: z.boolean(),
  notify: notifyLevel,
  dnd: z.boolean(),
  /** `to` may be earlier than `from`: then it is of the next day. */
  dndHours: z.strictObject({ from: clockTime, to: clockTime, timeZone }).nullable(),
  emailDigest: z.enum(EMAIL_DIGESTS),
  language: z.enum(LANGUAGES).nullable(),
  findableBy: z.enum(FINDABLE_BY),
  directFrom: z.enum(DIRECT_FROM),
})
export type UserSettings = z.infer<typeof userSettings>

/** What one sees of oneself. */
export const self = user.extend({ email: z.string(), settings: userSettings })
export type Self = z.infer<typeof self>

export const userWithPresence = user.extend({ presence, lastSeenAt: timestamp.optional() })
export type UserWithPresence = z.infer<typeof userWithPresence>

/** A session is one login: a family of refresh tokens. */
export const session = z.strictObject({
  id,
  userAgent: z.string(),
  createdAt: timestamp,
  lastUsedAt: timestamp,
  expiresAt: timestamp,
  current: z.boolean(),
})
export type Session = z.infer<typeof session>

export const reaction = z.strictObject({ emoji, userIds: z.array(id) })
export type Reaction = z.infer<typeof reaction>

/** What is said under a message. `count` holds deleted replies too, so that every way of counting agrees. */
export const thread = z.strictObject({
  count: z.int().positive(),
  lastAt: timestamp,
  /** The authors of the latest replies, at most three, the latest first. */
  userIds: z.array(id),
})
export type Thread = z.infer<typeof thread>

/**
 * A message as a page of history shows it: all events up to the page's `head` applied.
 * A deleted message keeps its place with an empty body.
 */
export const message = z.strictObject({
  roomId: id,
  seq,
  /** How many messages the room had with this one. */
  ordinal: z.int().positive(),
  senderId: id,
  clientId,
  body: z.string(),
  at: timestamp,
  editedAt: timestamp.optional(),
  deletedAt: timestamp.optional(),
  replyTo: seq.optional(),
  /** Of a reply in a thread: the message that the thread is under. */
  threadOf: seq.optional(),
  thread: thread.optional(),
  attachments: z.array(attachment).optional(),
  mentions: z.array(id).optional(),
  preview: preview.optional(),
  pinned: z.boolean(),
  reactions: z.array(reaction),
})
export type Message = z.infer<typeof message>

export const room = z.strictObject({
  id,
  kind: roomKind,
  /** Empty for a direct room, which is named after its people. */
  name: z.string(),
  topic: z.string(),
  /** Everyone who registers joins the default room. */
  isDefault: z.boolean(),
  memberCount: z.int().nonnegative(),
  createdAt: timestamp,
  avatarFileId: id.optional(),
  /** Whether links in its messages get previews. */
  previews: z.boolean(),
})
export type Room = z.infer<typeof room>

/** Where a room's log stands. `persisted` is the last seq in PostgreSQL. */
export const roomHead = z.strictObject({
  epoch,
  head: z.int().nonnegative(),
  persisted: z.int().nonnegative(),
})
export type RoomHead = z.infer<typeof roomHead>

/** What one member chose for one room. */
export const roomPreferences = z.strictObject({
  pinned: z.boolean(),
  muted: z.boolean(),
  /** `default` follows the person's settings. */
  notify: z.enum(['default', ...NOTIFY_LEVELS]),
})
export type RoomPreferences = z.infer<typeof roomPreferences>

/** A room as one of its members sees it. Unread = `ordinal - readOrdinal`. */
export const joinedRoom = room.extend({
  ...roomHead.shape,
  ordinal: z.int().nonnegative(),
  readSeq: z.int().nonnegative(),
  readOrdinal: z.int().nonnegative(),
  unread: z.int().nonnegative(),
  /** Unread messages that mention the reader; 100 stands for 100 or more. */
  mentions: z.int().nonnegative(),
  role: memberRole,
  /** Until then one may read but not write. */
  mutedUntil: timestamp.optional(),
  preferences: roomPreferences,
  lastMessage: message.optional(),
  /** The other people of a direct room. */
  people: z.array(userWithPresence).optional(),
})
export type JoinedRoom = z.infer<typeof joinedRoom>

export const member = z.strictObject({
  user: userWithPresence,
  role: memberRole,
  mutedUntil: timestamp.optional(),
  joinedAt: timestamp,
})
export type Member = z.infer<typeof member>

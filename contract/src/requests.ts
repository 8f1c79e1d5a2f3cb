import { z } from 'zod'
import { LIMITS } from './limits.js'
import { roomPreferences, userSettings } from './models.js'
import { installationSettings } from './moderation.js'
import { USER_ROLES } from './names.js'
import {
  body,
  clientId,
  email,
  emoji,
  id,
  line,
  password,
  seq,
  text,
  timestamp,
  username,
} from './scalars.js'

const limit = z.coerce.number().int().min(1).max(LIMITS.pageMax).optional()
// Room for a room name of 80 code points in base64url.
const cursor = z.string().max(600).optional()
const part = text(0, LIMITS.searchQueryMax).optional()
const roomName = line(1, LIMITS.roomNameMax)
const topic = line(0, LIMITS.roomTopicMax)
const position = z.coerce.number().int().nonnegative().optional()
const isTimeZone = (name: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
const inviteCode = z.string().min(8).max(64)
const limits = installationSettings.shape.limits.shape

/** Bodies and queries that the server accepts, by call. */
export const REQUESTS = {
  register: z.strictObject({
    username,
    email,
    password,
    displayName: line(1, LIMITS.displayNameMax).optional(),
    /** The code of an invite link; needed where registration is by invitation. */
    invite: inviteCode.optional(),
  }),
  login: z.strictObject({
    login: z.string().trim().toLowerCase().min(1).max(LIMITS.emailMax),
    password: z.string().max(LIMITS.passwordMax),
  }),
  /** API clients send the token; browsers send the cookie and an empty body. */
  refresh: z.strictObject({ refreshToken: z.string().max(200).optional() }),
  changePassword: z.strictObject({ current: z.string().max(LIMITS.passwordMax), next: password }),
  listUsers: z.strictObject({
    q: part,
    ids: z.string().max(4000).optional(),
    cursor,
    limit,
  }),
  updateMe: z.strictObject({
    displayName: line(1, LIMITS.displayNameMax).optional(),
    statusText: line(0, LIMITS.statusTextMax).optional(),
    /** Null takes it away. */
    statusEmoji: emoji.nullable().optional(),
    settings: userSettings.partial().optional(),
  }),
  listRooms: z.strictObject({
    filter: z.enum(['joined', 'public']).default('joined'),
    q: part,
    cursor,
    limit,
  }),
  createRoom: z.strictObject({
    /** Sent again it makes no second room. */
    clientId: clientId.optional(),
    name: roomName,
    topic: topic.optional(),
    kind: z.enum(['public', 'private']),
  }),
  updateRoom: z.strictObject({
    name: roomName.optional(),
    topic: topic.optional(),
    kind: z.enum(['public', 'private']).optional(),
  }),
  listMembers: z.strictObject({
    q: part,
    cursor,
    limit,
  }),
  list: z.strictObject({ cursor, limit }),
  updatePreferences: roomPreferences.partial(),
  createInvite: z.strictObject({
    expiresInSeconds: z.int().min(60).max(LIMITS.inviteSecondsMax).optional(),
    maxUses: z.int().min(1).max(LIMITS.inviteUsesMax).optional(),
  }),
  addMember: z.strictObject({ userId: id }),
  updateMember: z.strictObject({
    role: z.enum(['owner', 'admin', 'member']).optional(),
    /** Null lifts the mute. */
    mutedUntil: timestamp.nullable().optional(),
  }),
  removeMember: z.strictObject({ ban: z.enum(['true', 'false']).optional() }),
  direct: z.strictObject({ userIds: z.array(id).min(1).max(LIMITS.directUsersMax) }),
  listMessages: z
    .strictObject({ before: position, after: position, around: position, thread: position, limit })
    .refine(
      (q) => [q.before, q.after, q.around].filter((v) => v !== undefined).length <= 1,
      'take one of before, after, around',
    ),
  sendMessage: z.strictObject({
    clientId,
    body,
    replyTo: seq.optional(),
    threadOf: seq.optional(),
    attachments: z.array(id).max(LIMITS.attachmentsMax).optional(),
  }),
  read: z.strictObject({ seq: z.int().nonnegative() }),
  createUpload: z.strictObject({
    roomId: id,
    name: line(1, LIMITS.fileNameMax),
    type: z.string().min(3).max(127),
    size: z.int().positive(),
  }),
  search: z.strictObject({
    q: text(1, LIMITS.searchQueryMax),
    cursor,
    limit,
    /** Where the days of `before:`, `after:` and `on:` begin; UTC without it. */
    timeZone: z.string().max(64).refine(isTimeZone, 'must be an IANA time zone').optional(),
  }),
  listAdmin: z.strictObject({
    q: part,
    cursor,
    limit,
  }),
  updateAdminUser: z.strictObject({
    role: z.enum(USER_ROLES).optional(),
    banned: z.boolean().optional(),
  }),
  updateInstallation: z.strictObject({
    registration: installationSettings.shape.registration.optional(),
    /** Null goes back to the limit of the environment. */
    limits: z
      .strictObject({
        messagesPerMinute: limits.messagesPerMinute.nullable(),
        messagesBurst: limits.messagesBurst.nullable(),
        roomMessagesPerMinute: limits.roomMessagesPerMinute.nullable(),
        roomOperationsPerMinute: limits.roomOperationsPerMinute.nullable(),
      })
      .partial()
      .optional(),
  }),
  cleanup: z.strictObject({ inactiveMinutes: z.coerce.number().int().positive() }),
} as const

export type Request<R extends keyof typeof REQUESTS> = z.output<(typeof REQUESTS)[R]>
export type RequestInput<R extends keyof typeof REQUESTS> = z.input<(typeof REQUESTS)[R]>

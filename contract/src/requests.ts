import { z } from 'zod'
import { saying } from './commands.js'
import { LIMITS } from './limits.js'
import { roomPreferences, userSettings } from './models.js'
import { installationSettings, retentionDays } from './moderation.js'
import { OIDC_REQUESTS } from './oidc.js'
import { BOT_REQUESTS } from './requests.bots.js'
import { SECOND_FACTOR_REQUESTS } from './second-factor.js'
import { JOURNAL_ACTIONS, LANGUAGES, LEGACIES, UPLOAD_PURPOSES, USER_ROLES } from './names.js'
import { clientId, email, emoji, id, line, password, text, timeZone, timestamp, username } from './scalars.js'

const DIGITS = /^\d{1,16}$/
/** A number in a query: digits, where a mere coercion would also take an empty text, blanks or `0x1f`. */
const digits = <S extends z.ZodType<number>>(schema: S) =>
  z.preprocess((value) => (typeof value === 'string' && DIGITS.test(value) ? Number(value) : value), schema)
const limit = digits(z.int().min(1).max(LIMITS.pageMax)).optional()
// Room for a room name of 80 code points in base64url.
const cursor = z.string().max(600).optional()
const part = text(0, LIMITS.searchQueryMax).optional()
const roomName = line(1, LIMITS.roomNameMax)
const topic = line(0, LIMITS.roomTopicMax)
const position = digits(z.int().nonnegative()).optional()
/** So many bytes, in base64url. */
const base64url = (bytes: number) =>
  z
    .string()
    .regex(new RegExp(`^[\\w-]{${Math.ceil((bytes * 4) / 3)}}={0,2}$`), `must be ${bytes} bytes in base64url`)
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
  listUsers: z.strictObject({ q: part, ids: z.string().max(4000).optional(), cursor, limit }),
  updateMe: z.strictObject({
    displayName: line(1, LIMITS.displayNameMax).optional(),
    statusText: line(0, LIMITS.statusTextMax).optional(),
    /** Null takes it away. */
    statusEmoji: emoji.nullable().optional(),
    settings: userSettings.partial().optional(),
    /** A file of one's own for this purpose; null takes it away. */
    avatarFileId: id.nullable().optional(),
  }),
  deleteMe: z.strictObject({ password: z.string().max(LIMITS.passwordMax), messages: z.enum(LEGACIES) }),
  listJournal: z.strictObject({ action: z.enum(JOURNAL_ACTIONS).optional(), cursor, limit }),
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
    avatarFileId: id.nullable().optional(),
    previews: z.boolean().optional(),
  }),
  listMembers: z.strictObject({ q: part, cursor, limit }),
  list: z.strictObject({ cursor, limit }),
  /** `in`: who asks; `out`: whom one asked. */
  listContactRequests: z.strictObject({ direction: z.enum(['in', 'out']).default('in'), cursor, limit }),
  updatePreferences: roomPreferences.partial(),
  updateRetention: z.strictObject({ days: retentionDays.nullable() }),
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
  sendMessage: saying,
  read: z.strictObject({ seq: z.int().nonnegative() }),
  createUpload: z
    .strictObject({
      /** Whose file it is to be; without it, of one's own profile. */
      roomId: id.optional(),
      purpose: z.enum(UPLOAD_PURPOSES).default('message'),
      name: line(1, LIMITS.fileNameMax),
      type: line(0, 127),
      size: z.int().positive(),
    })
    .refine((u) => (u.purpose === 'avatar') === (u.roomId === undefined), {
      path: ['roomId'],
      message: 'is needed, but for a picture of oneself',
    }),
  /** `1` saves it instead of showing it. */
  download: z.strictObject({ download: z.literal('1').optional() }),
  thumbnail: z.strictObject({ width: digits(z.int().positive()).optional() }),
  /** `media`: pictures, film and sound. */
  listFiles: z.strictObject({ kind: z.enum(['media', 'other']).optional(), cursor, limit }),
  /** What the browser's PushManager gave. */
  subscribePush: z.strictObject({
    endpoint: z.url({ protocol: /^https?$/ }).max(1_000),
    keys: z.strictObject({ p256dh: base64url(65), auth: base64url(16) }),
  }),
  /** `language`: that of the page where it is asked. */
  requestPasswordReset: z.strictObject({ email, language: z.enum(LANGUAGES).optional() }),
  resetPassword: z.strictObject({ token: z.string().min(20).max(200), next: password }),
  search: z.strictObject({
    q: text(1, LIMITS.searchQueryMax),
    cursor,
    limit,
    /** Where the days of `before:`, `after:` and `on:` begin; UTC without it. */
    timeZone: timeZone.optional(),
  }),
  listAdmin: z.strictObject({ q: part, cursor, limit }),
  updateAdminUser: z.strictObject({
    role: z.enum(USER_ROLES).optional(),
    banned: z.boolean().optional(),
  }),
  updateInstallation: z.strictObject({
    registration: installationSettings.shape.registration.optional(),
    previews: z.boolean().optional(),
    retention: installationSettings.shape.retention.partial().optional(),
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
  ...OIDC_REQUESTS,
  ...BOT_REQUESTS,
  ...SECOND_FACTOR_REQUESTS,
  cleanup: z.strictObject({ inactiveMinutes: digits(z.int().positive().max(LIMITS.inactiveMinutesMax)) }),
} as const

export type Request<R extends keyof typeof REQUESTS> = z.output<(typeof REQUESTS)[R]>
export type RequestInput<R extends keyof typeof REQUESTS> = z.input<(typeof REQUESTS)[R]>

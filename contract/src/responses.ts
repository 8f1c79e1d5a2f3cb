import { z } from 'zod'
import { cluster } from './cluster.js'
import { accepted } from './commands.js'
import { CONTACT_RESPONSES } from './contacts.js'
import { attachment, upload, uploadTarget } from './files.js'
import {
  joinedRoom,
  member,
  message,
  room,
  roomKind,
  roomPreferences,
  self,
  session,
  user,
  userWithPresence,
} from './models.js'
import {
  adminRoom,
  adminUser,
  auditEntry,
  installationSettings,
  invite,
  dataExport,
  journalEntry,
  retention,
} from './moderation.js'
import { PUSH_OUTCOMES, REGISTRATIONS } from './names.js'
import { OIDC_RESPONSES } from './oidc.js'
import { epoch, id, seq, timestamp } from './scalars.js'
import { SECOND_FACTOR_RESPONSES } from './second-factor.js'
import { apiToken, bot } from './tokens.js'
import { incomingWebhook, outgoingWebhook, webhookDelivery } from './webhooks.js'

const page = <T extends z.ZodType>(items: T) =>
  z.strictObject({ items: z.array(items), nextCursor: z.string().optional() })
const done = z.strictObject({})

/** Bodies that the server answers with, by call. */
export const RESPONSES = {
  identity: z.strictObject({ user: self }),
  tokens: z.strictObject({ accessToken: z.string(), refreshToken: z.string(), expiresInSeconds: z.int() }),
  ...SECOND_FACTOR_RESPONSES,
  ...CONTACT_RESPONSES,
  sessions: z.strictObject({ items: z.array(session) }),
  users: page(userWithPresence),
  user: z.strictObject({ user: userWithPresence }),
  publicUser: z.strictObject({ user }),
  joinedRooms: page(joinedRoom),
  publicRooms: page(room.extend({ joined: z.boolean() })),
  room: z.strictObject({ room: z.union([joinedRoom, room]) }),
  joinedRoom: z.strictObject({ room: joinedRoom }),
  members: page(member),
  member: z.strictObject({ member }),
  messages: z.strictObject({
    messages: z.array(message),
    hasBefore: z.boolean(),
    hasAfter: z.boolean(),
    epoch,
    /** Events up to this seq are applied to the messages. */
    head: z.int().nonnegative(),
    /** Of a page of a thread: the message that the thread is under. */
    root: message.optional(),
  }),
  /** Newest pin first. Events up to `head` are applied. */
  pins: page(message).extend({ epoch, head: z.int().nonnegative() }),
  /** How far the others have read; empty in large rooms. */
  reads: z.strictObject({ items: z.array(z.strictObject({ userId: id, readSeq: z.int().nonnegative() })) }),
  preferences: z.strictObject({ preferences: roomPreferences }),
  retention: z.strictObject({ retention }),
  people: z.strictObject({ items: z.array(user) }),
  invite: z.strictObject({ invite }),
  invites: z.strictObject({ items: z.array(invite) }),
  /** What the holder of an invite link sees before logging in. */
  invited: z.strictObject({
    room: z.strictObject({ name: z.string(), topic: z.string(), memberCount: z.int().nonnegative() }),
    invitedBy: z.string(),
  }),
  /** Who may not come back. */
  bans: page(user),
  /** The latest measure first. */
  audit: page(auditEntry),
  adminUsers: page(adminUser),
  adminUser: z.strictObject({ user: adminUser }),
  adminRooms: page(adminRoom),
  journal: page(journalEntry),
  cluster,
  /** The latest first. */
  exports: z.strictObject({ items: z.array(dataExport) }),
  dataExport: z.strictObject({ export: dataExport }),
  /** Who may make an account now: the first one is always open. */
  registration: z.strictObject({
    registration: z.enum(REGISTRATIONS),
    /** Whether a forgotten password can be set anew by e-mail. */
    passwordReset: z.boolean(),
    /** The provider by which one can log in too, if there is one. */
    oidc: z.strictObject({ name: z.string() }).optional(),
  }),
  ...OIDC_RESPONSES,
  installation: z.strictObject({ settings: installationSettings, defaults: installationSettings }),
  accepted,
  read: z.strictObject({ readSeq: z.int().nonnegative() }),
  createdUpload: uploadTarget.extend({ uploadId: id }),
  /** `target`: while it is pending, what has to be sent yet. */
  upload: upload.extend({ target: uploadTarget.optional() }),
  /** What one's files take, and may take (bytes). */
  storage: z.strictObject({
    usedBytes: z.int().nonnegative(),
    quotaBytes: z.int().nonnegative(),
    fileBytesMax: z.int().positive(),
  }),
  /** The latest first. */
  files: page(z.strictObject({ attachment, seq, senderId: id, at: timestamp })),
  /** For `pushManager.subscribe` (base64url). */
  pushKey: z.strictObject({ publicKey: z.string() }),
  pushSubscription: z.strictObject({ id }),
  pushTest: z.strictObject({ outcome: z.enum(PUSH_OUTCOMES) }),
  search: page(
    z.strictObject({
      message,
      room: z.strictObject({ id, kind: roomKind, name: z.string() }),
      /** A part of the body, and which of its characters (UTF-16, `[from, to)`) were found. */
      snippet: z.strictObject({ text: z.string(), marks: z.array(z.tuple([z.int(), z.int()])) }),
    }),
  ),
  stats: z.strictObject({
    users: z.int(),
    rooms: z.int(),
    messages: z.int(),
    online: z.int(),
    instances: z.int(),
    /** People with a session that was used within the last seven days. */
    activeUsers: z.int(),
    /** Of the last 14 days (UTC), the oldest first; of a large installation a sample's estimate. */
    messagesPerDay: z.array(z.strictObject({ day: z.iso.date(), count: z.int().nonnegative() })),
    databaseBytes: z.int().nonnegative(),
    memoryBytes: z.int().nonnegative(),
  }),
  /** Those that still work, the latest first. */
  apiTokens: z.strictObject({ items: z.array(apiToken) }),
  /** `secret` is said this once. */
  madeToken: z.strictObject({ token: apiToken, secret: z.string() }),
  bots: z.strictObject({ items: z.array(bot) }),
  bot: z.strictObject({ bot }),
  incomingWebhooks: z.strictObject({ items: z.array(incomingWebhook) }),
  outgoingWebhooks: z.strictObject({ items: z.array(outgoingWebhook) }),
  outgoingWebhook: z.strictObject({ webhook: outgoingWebhook }),
  /** `secret` is said this once: it signs what is sent. */
  madeOutgoingWebhook: z.strictObject({ webhook: outgoingWebhook, secret: z.string() }),
  /** The latest hundred, the latest first. */
  webhookDeliveries: z.strictObject({ items: z.array(webhookDelivery) }),
  /** `secret` is said this once: `POST /api/hooks/<secret>`. */
  madeIncomingWebhook: z.strictObject({ webhook: incomingWebhook, secret: z.string() }),
  cleanup: z.strictObject({ deleted: z.int().nonnegative() }),
  health: z.strictObject({ status: z.enum(['ok', 'unavailable']), problems: z.array(z.string()).optional() }),
  done,
} as const

export type Response<R extends keyof typeof RESPONSES> = z.infer<(typeof RESPONSES)[R]>

import { z } from 'zod'
import { accepted } from './commands.js'
import { LIMITS } from './limits.js'
import { joinedRoom, member, message, room, self, session, user, userWithPresence } from './models.js'
import {
  body,
  clientId,
  email,
  epoch,
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
const page = <T extends z.ZodType>(items: T) =>
  z.strictObject({ items: z.array(items), nextCursor: z.string().optional() })
const roomName = line(1, LIMITS.roomNameMax)
const topic = line(0, LIMITS.roomTopicMax)
const position = z.coerce.number().int().nonnegative().optional()
const done = z.strictObject({})

/** Bodies and queries that the server accepts, by call. */
export const REQUESTS = {
  register: z.strictObject({
    username,
    email,
    password,
    displayName: line(1, LIMITS.displayNameMax).optional(),
  }),
  login: z.strictObject({
    login: z.string().trim().toLowerCase().min(1).max(LIMITS.emailMax),
    password: z.string().max(LIMITS.passwordMax),
  }),
  /** API clients send the token; browsers send the cookie and an empty body. */
  refresh: z.strictObject({ refreshToken: z.string().max(200).optional() }),
  changePassword: z.strictObject({ current: z.string().max(LIMITS.passwordMax), next: password }),
  listUsers: z.strictObject({
    q: z.string().trim().max(LIMITS.searchQueryMax).optional(),
    ids: z.string().max(4000).optional(),
    cursor,
    limit,
  }),
  updateMe: z.strictObject({
    displayName: line(1, LIMITS.displayNameMax).optional(),
    statusText: line(0, LIMITS.statusTextMax).optional(),
  }),
  listRooms: z.strictObject({
    filter: z.enum(['joined', 'public']).default('joined'),
    q: z.string().trim().max(LIMITS.searchQueryMax).optional(),
    cursor,
    limit,
  }),
  createRoom: z.strictObject({
    name: roomName,
    topic: topic.optional(),
    kind: z.enum(['public', 'private']),
  }),
  updateRoom: z.strictObject({
    name: roomName.optional(),
    topic: topic.optional(),
    kind: z.enum(['public', 'private']).optional(),
  }),
  listMembers: z.strictObject({ cursor, limit }),
  addMember: z.strictObject({ userId: id }),
  updateMember: z.strictObject({
    role: z.enum(['owner', 'admin', 'member']).optional(),
    /** Null lifts the mute. */
    mutedUntil: timestamp.nullable().optional(),
  }),
  removeMember: z.strictObject({ ban: z.enum(['true', 'false']).optional() }),
  direct: z.strictObject({ userIds: z.array(id).min(1).max(LIMITS.directUsersMax) }),
  listMessages: z
    .strictObject({ before: position, after: position, around: position, limit })
    .refine(
      (q) => [q.before, q.after, q.around].filter((v) => v !== undefined).length <= 1,
      'take one of before, after, around',
    ),
  sendMessage: z.strictObject({
    clientId,
    body,
    replyTo: seq.optional(),
    attachments: z.array(id).max(LIMITS.attachmentsMax).optional(),
  }),
  read: z.strictObject({ seq: z.int().nonnegative() }),
  createUpload: z.strictObject({
    roomId: id,
    name: line(1, LIMITS.fileNameMax),
    type: z.string().min(3).max(127),
    size: z.int().positive(),
  }),
  search: z.strictObject({ q: text(1, LIMITS.searchQueryMax), cursor, limit }),
  cleanup: z.strictObject({ inactiveMinutes: z.coerce.number().int().positive() }),
} as const

const upload = z.strictObject({
  uploadId: id,
  state: z.enum(['pending', 'checking', 'clean', 'refused']),
  reason: z.string().optional(),
})

/** Bodies that the server answers with, by call. */
export const RESPONSES = {
  identity: z.strictObject({ user: self }),
  tokens: z.strictObject({ accessToken: z.string(), refreshToken: z.string(), expiresInSeconds: z.int() }),
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
  }),
  accepted,
  read: z.strictObject({ readSeq: z.int().nonnegative() }),
  upload: z.strictObject({
    uploadId: id,
    method: z.literal('PUT'),
    url: z.url(),
    headers: z.record(z.string(), z.string()),
    parts: z.array(z.strictObject({ number: z.int().positive(), url: z.url() })).optional(),
  }),
  uploadState: upload,
  search: page(
    z.strictObject({ message, room: z.strictObject({ id, name: z.string() }), highlight: z.string() }),
  ),
  stats: z.strictObject({
    users: z.int(),
    rooms: z.int(),
    messages: z.int(),
    online: z.int(),
    instances: z.int(),
  }),
  cleanup: z.strictObject({ deleted: z.int().nonnegative() }),
  done,
} as const

export type Request<R extends keyof typeof REQUESTS> = z.output<(typeof REQUESTS)[R]>
export type RequestInput<R extends keyof typeof REQUESTS> = z.input<(typeof REQUESTS)[R]>
export type Response<R extends keyof typeof RESPONSES> = z.infer<(typeof RESPONSES)[R]>

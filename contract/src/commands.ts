import { z } from 'zod'
import { CHOSEN_PRESENCES } from './names.js'
import { LIMITS } from './limits.js'
import { body, caption, clientId, emoji, epoch, id, seq, timestamp } from './scalars.js'
import { roomEvent } from './events.js'

const target = { roomId: id, clientId, seq }

/** Where an accepted event stands. The same `clientId` sent again gets the same answer. */
export const accepted = z.strictObject({
  epoch,
  seq,
  at: timestamp,
  /** The last seq of the room that is in PostgreSQL; until it reaches `seq`, keep the message in the outbox. */
  persisted: z.int().nonnegative(),
})
export type Accepted = z.infer<typeof accepted>

/** `events` reach from `since` to `head` without a hole; `reset` says: load the latest page instead. */
export const synced = z.union([
  z.strictObject({
    epoch,
    head: z.int().nonnegative(),
    persisted: z.int().nonnegative(),
    events: z.array(roomEvent),
  }),
  z.strictObject({ epoch, head: z.int().nonnegative(), reset: z.literal(true) }),
])
export type Synced = z.infer<typeof synced>

const nothing = z.strictObject({})

const said = {
  clientId,
  body: caption,
  replyTo: seq.optional(),
  /** Says it in the thread under this message, which must not be in a thread itself. */
  threadOf: seq.optional(),
  /** Files of one's own that were uploaded to this room and found clean. */
  attachments: z.array(id).min(1).max(LIMITS.attachmentsMax).optional(),
}
const saysSomething = (message: { body: string; attachments?: string[] | undefined }) =>
  message.body !== '' || message.attachments !== undefined
const EMPTY = { path: ['body'], message: 'must not be empty without attachments' }

/** What is said in a message, apart from where. */
export const saying = z.strictObject(said).refine(saysSomething, EMPTY)

/** Every socket command: the payload that the server accepts and the data of a successful ack. */
export const COMMAND_SCHEMAS = {
  'message:send': {
    payload: z.strictObject({ roomId: id, ...said }).refine(saysSomething, EMPTY),
    data: accepted,
  },
  'message:edit': { payload: z.strictObject({ ...target, body }), data: accepted },
  'message:delete': { payload: z.strictObject(target), data: accepted },
  'message:pin': { payload: z.strictObject(target), data: accepted },
  'message:unpin': { payload: z.strictObject(target), data: accepted },
  /** Takes the preview of a link away. */
  'preview:remove': { payload: z.strictObject(target), data: accepted },
  'reaction:add': { payload: z.strictObject({ ...target, emoji }), data: accepted },
  'reaction:remove': { payload: z.strictObject({ ...target, emoji }), data: accepted },
  'room:sync': {
    payload: z.strictObject({ roomId: id, epoch, since: z.int().nonnegative() }),
    data: synced,
  },
  'read:set': {
    payload: z.strictObject({ roomId: id, seq: z.int().nonnegative(), unread: z.literal(true).optional() }),
    data: z.strictObject({ readSeq: z.int().nonnegative() }),
  },
  'typing:set': { payload: z.strictObject({ roomId: id, typing: z.boolean() }), data: nothing },
  'presence:set': { payload: z.strictObject({ state: z.enum(CHOSEN_PRESENCES) }), data: nothing },
} as const

type Schemas = typeof COMMAND_SCHEMAS
export type CommandPayload<C extends keyof Schemas> = z.output<Schemas[C]['payload']>
export type CommandInput<C extends keyof Schemas> = z.input<Schemas[C]['payload']>
export type CommandData<C extends keyof Schemas> = z.infer<Schemas[C]['data']>

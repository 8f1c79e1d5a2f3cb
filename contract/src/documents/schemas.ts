import { z } from 'zod'
import { accepted, synced } from '../commands.js'
import { errorReply } from '../errors.js'
import { presenceChange, roomEvent, userChange } from '../events.js'
import { attachment, preview, upload } from '../files.js'
import * as models from '../models.js'
import { adminRoom, adminUser, auditEntry, installationSettings, invite } from '../moderation.js'
import { clientId, emoji, id, timestamp } from '../scalars.js'

export type Json = Record<string, unknown>
/** Schemas by name. */
export type Described = Record<string, Json>
type Schemas = Record<string, z.ZodType>

/** What has a name of its own in the documents; all else stands where it is used. */
const MODELS: Schemas = {
  Id: id,
  ClientId: clientId,
  Timestamp: timestamp,
  Emoji: emoji,
  Error: errorReply,
  User: models.user,
  UserWithPresence: models.userWithPresence,
  Self: models.self,
  UserSettings: models.userSettings,
  Session: models.session,
  Room: models.room,
  JoinedRoom: models.joinedRoom,
  RoomHead: models.roomHead,
  RoomPreferences: models.roomPreferences,
  Member: models.member,
  Message: models.message,
  Reaction: models.reaction,
  Thread: models.thread,
  Attachment: attachment,
  Preview: preview,
  Upload: upload,
  Invite: invite,
  AuditEntry: auditEntry,
  AdminUser: adminUser,
  AdminRoom: adminRoom,
  InstallationSettings: installationSettings,
  Accepted: accepted,
  Synced: synced,
  RoomEvent: roomEvent,
  PresenceChange: presenceChange,
  UserChange: userChange,
}

export const REF = '#/components/schemas/'

/**
 * These schemas and the models as JSON Schema (2020-12), each under its name and referring to each other;
 * `input` is what may be sent, `output` what is answered.
 */
export function describe(schemas: Iterable<readonly [string, z.ZodType]>, io: 'input' | 'output'): Described {
  const registry = z.registry<{ id: string }>()
  for (const [name, schema] of [...schemas, ...Object.entries(MODELS)]) registry.add(schema, { id: name })
  const { schemas: described } = z.toJSONSchema(registry, { io, uri: (name) => REF + name })
  return Object.fromEntries(Object.entries(described).map(([name, schema]) => [name, plain(schema as Json)]))
}

/** Under which name a schema is described. */
export function nameOf(schema: z.ZodType, otherwise: string): string {
  return Object.entries(MODELS).find(([, model]) => model === schema)?.[0] ?? otherwise
}

/** Only what is referred to, from here and from there on. */
export function used(schemas: Described, from: unknown): Described {
  const names = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { $ref } = value as { $ref?: unknown }
    if (typeof $ref === 'string' && $ref.startsWith(REF)) {
      const name = $ref.slice(REF.length)
      if (names.has(name)) return
      names.add(name)
      visit(schemas[name])
    }
    Object.values(value).forEach(visit)
  }
  visit(from)
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => names.has(name)))
}

/** Integers that JSON cannot tell apart anyway are not worth a bound. */
function plain(schema: Json): Json {
  const text = JSON.stringify(schema, (key, value: unknown) =>
    key === '$schema' || key === '$id' || (key === 'maximum' && value === Number.MAX_SAFE_INTEGER)
      ? undefined
      : value,
  )
  return JSON.parse(text) as Json
}

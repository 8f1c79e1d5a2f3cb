import { z } from 'zod'
import { LIMITS } from './limits.js'
import { room, user } from './models.js'
import { AUDIT_ACTIONS, JOURNAL_ACTIONS, REGISTRATIONS } from './names.js'
import { id, timestamp } from './scalars.js'

/** A link that lets its holder into a room. */
export const invite = z.strictObject({
  id,
  roomId: id,
  code: z.string(),
  createdBy: id,
  createdAt: timestamp,
  expiresAt: timestamp.optional(),
  maxUses: z.int().positive().optional(),
  uses: z.int().nonnegative(),
})
export type Invite = z.infer<typeof invite>

/** One measure in a room: who did what, to whom. */
export const auditEntry = z.strictObject({
  id,
  at: timestamp,
  actor: user,
  action: z.enum(AUDIT_ACTIONS),
  /** Whom it was done to. */
  user: user.optional(),
  /** What changed, such as `{role: 'admin'}` or `{name: 'Kitchen'}`. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
})
export type AuditEntry = z.infer<typeof auditEntry>

/** One line of the installation's journal: who did what, to whom. */
export const journalEntry = z.strictObject({
  id,
  at: timestamp,
  /** Absent: nobody who is known. */
  actor: user.optional(),
  action: z.enum(JOURNAL_ACTIONS),
  user: user.optional(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
})
export type JournalEntry = z.infer<typeof journalEntry>

/** One's own data, to take along; ready, it can be fetched until it expires. */
export const dataExport = z.strictObject({
  id,
  state: z.enum(['waiting', 'ready']),
  createdAt: timestamp,
  expiresAt: timestamp.optional(),
  /** Files of JSON lines, 1 … parts. */
  parts: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
})
export type DataExport = z.infer<typeof dataExport>

/** An account as administrators see it. */
export const adminUser = user.extend({
  email: z.string(),
  createdAt: timestamp,
  lastSeenAt: timestamp.optional(),
  bannedAt: timestamp.optional(),
  sessions: z.int().nonnegative(),
  /** Whether logging in asks for a code after the password. */
  secondFactor: z.boolean(),
})
export type AdminUser = z.infer<typeof adminUser>

/** A room as administrators see it; direct rooms are not theirs to see. */
export const adminRoom = room.extend({ lastMessageAt: timestamp.optional() })
export type AdminRoom = z.infer<typeof adminRoom>

/** Messages are erased after so many days; 0: they are kept for good. */
export const retentionDays = z.int().min(0).max(LIMITS.retentionDaysMax)
/** How long a room keeps its messages. */
export const retention = z.strictObject({
  /** What the room chose; null: as the installation says. */
  chosen: retentionDays.nullable(),
  /** What rooms that chose nothing do, and the most that any may choose (0: no limit). */
  defaultDays: retentionDays,
  maxDays: retentionDays,
  /** What holds of all that. */
  days: retentionDays,
})
export type Retention = z.infer<typeof retention>

/** What administrators choose for the whole installation; an absent limit is the one of the environment. */
export const installationSettings = z.strictObject({
  registration: z.enum(REGISTRATIONS),
  /** Whether links in messages get previews, where the room wants them. */
  previews: z.boolean(),
  /** How long rooms that chose nothing keep messages, and the most that any may choose; 0: no limit. */
  retention: z.strictObject({ defaultDays: retentionDays, maxDays: retentionDays }),
  limits: z.strictObject({
    /** Messages of one person per minute, and at once. */
    messagesPerMinute: z.int().min(1).max(LIMITS.chosenMax.messagesPerMinute),
    messagesBurst: z.int().min(1).max(LIMITS.chosenMax.messagesBurst),
    /** Messages in one room per minute. */
    roomMessagesPerMinute: z.int().min(1).max(LIMITS.chosenMax.roomMessagesPerMinute),
    /** Rooms that one person makes, joins or leaves per minute. */
    roomOperationsPerMinute: z.int().min(1).max(LIMITS.chosenMax.roomOperationsPerMinute),
  }),
})
export type InstallationSettings = z.infer<typeof installationSettings>

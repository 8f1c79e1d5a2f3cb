// Imports nothing, so that k6 (which resolves no node_modules) can load it.

/** Path of the Socket.IO endpoint; the namespace is `/`. */
export const SOCKET_PATH = '/socket.io'
/** Path of the STOMP endpoint: WebSocket, and SockJS below it. */
export const STOMP_PATH = '/ws'
/** Prefix of every HTTP call but the health checks. */
export const API_PREFIX = '/api'

/** What a client asks for, each answered by an ack. */
export const COMMANDS = [
  'message:send',
  'message:edit',
  'message:delete',
  'message:pin',
  'message:unpin',
  'preview:remove',
  'reaction:add',
  'reaction:remove',
  'room:sync',
  'read:set',
  'typing:set',
  'presence:set',
] as const
export type CommandName = (typeof COMMANDS)[number]

/** What the server says unasked. */
export const SERVER_EVENTS = [
  'ready',
  'room:events',
  'heartbeat',
  'typing:changed',
  'presence:changed',
  'read:changed',
  'people:changed',
  'user:changed',
] as const
export type ServerEventName = (typeof SERVER_EVENTS)[number]

/** The kinds of event in a room's log. */
export const ROOM_EVENT_TYPES = [
  'message.sent',
  'message.edited',
  'message.deleted',
  'message.pinned',
  'message.unpinned',
  'reaction.added',
  'reaction.removed',
  'member.joined',
  'member.left',
  'member.removed',
  'member.updated',
  'room.updated',
  'room.deleted',
  'preview.attached',
] as const
export type RoomEventType = (typeof ROOM_EVENT_TYPES)[number]

/** What an outgoing webhook may be told of. */
export const WEBHOOK_EVENTS = [
  'message.sent',
  'message.edited',
  'message.deleted',
  'message.pinned',
  'message.unpinned',
  'reaction.added',
  'reaction.removed',
  'member.joined',
  'member.left',
  'member.removed',
  'room.updated',
] as const satisfies readonly RoomEventType[]
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number]
/** Why a webhook is off: its address fails for a day, or said that it is gone; who made it runs the room no more; it was turned off. */
export const WEBHOOK_DISABLED = ['failing', 'gone', 'maker', 'off'] as const
export const DELIVERY_STATES = ['waiting', 'sent', 'failed', 'dropped'] as const
/** Why an attempt failed: the answer was no success; there was no answer in time, or none at all. */
export const DELIVERY_REASONS = ['status', 'timeout', 'unreachable'] as const

export const ROOM_KINDS = ['public', 'private', 'direct'] as const
export const MEMBER_ROLES = ['owner', 'admin', 'member'] as const
/** What one wants to be told of. */
export const NOTIFY_LEVELS = ['all', 'mentions', 'none'] as const
/** Languages that Papo speaks. */
export const LANGUAGES = ['en', 'pt-BR'] as const
/** A person's settings until they choose others. */
export const DEFAULT_SETTINGS = {
  /** Whether others see how far one has read. */
  readReceipts: true,
  sound: true,
  notify: 'all',
  /** Do not disturb: kept when every tab is closed. */
  dnd: false,
  /** Every day from one time to another, as if `dnd` were on; null: never. */
  dndHours: null,
  /** How often to be written to about missed mentions. */
  emailDigest: 'off',
  /** In which they are written to; null: nobody knows. */
  language: null,
  /** Who finds one by a search for people; by the whole username everyone does. */
  findableBy: 'everyone',
  /** Who may begin a direct conversation. */
  directFrom: 'everyone',
} as const
export const FINDABLE_BY = ['everyone', 'contacts', 'nobody'] as const
/** `acquainted`: contacts, and who shares a room other than the default one. */
export const DIRECT_FROM = ['everyone', 'acquainted', 'contacts'] as const
/** How someone stands to oneself: nothing; one asked them; they ask; a contact. */
export const CONTACT_STATES = ['none', 'asked', 'asking', 'contact'] as const
export const EMAIL_DIGESTS = ['off', 'hourly', 'daily'] as const
/** What a file is for, which also says who may see it. */
export const UPLOAD_PURPOSES = ['message', 'avatar', 'room-avatar'] as const
export const UPLOAD_STATES = ['pending', 'checking', 'clean', 'refused'] as const
/**
 * Why a file was refused: it has another size than was said, is not of the type that was said, is a picture that
 * cannot be read or has too many pixels, or never arrived in time.
 */
export const UPLOAD_REFUSALS = ['size', 'type', 'unreadable', 'pixels', 'expired'] as const
/** Widths of the pictures that `GET /files/:id/thumbnail` has (pixels); smaller originals are not enlarged. */
export const THUMBNAIL_WIDTHS = [96, 480, 1_280] as const
/**
 * What became of a notification on trial: on its way; the device is no longer known to its push service; that service
 * does not take it; it does not answer.
 */
export const PUSH_OUTCOMES = ['sent', 'gone', 'refused', 'unreachable'] as const
/** What a moderated room's log of measures names. */
export const AUDIT_ACTIONS = [
  'room.created',
  'room.updated',
  'member.added',
  'member.removed',
  'member.banned',
  'member.unbanned',
  'member.muted',
  'member.unmuted',
  'member.role',
  'invite.created',
  'invite.revoked',
  'invite.accepted',
  'message.deleted',
  'preview.removed',
  'webhook.created',
  'webhook.deleted',
  'webhook.disabled',
] as const
/** What the journal of the installation tells of. */
export const JOURNAL_ACTIONS = [
  'settings.changed',
  'account.role',
  'account.banned',
  'account.unbanned',
  'account.sessionsEnded',
  'account.deleted',
  'room.deleted',
  'preview.removed',
  'instance.drained',
  'instance.takenIn',
  'export.requested',
  'login.refused',
  'secondFactor.on',
  'secondFactor.off',
  'secondFactor.recoveryUsed',
  'secondFactor.recoveryRenewed',
  'identity.linked',
  'identity.unlinked',
] as const
/** Why logging in by a provider came to nothing; the app's address says it when the browser is back. */
export const OIDC_PROBLEMS = [
  'expired',
  'refused',
  'failed',
  'unavailable',
  'busy',
  'banned',
  'uninvited',
  'emailTaken',
  'linkedElsewhere',
] as const
export type OidcProblem = (typeof OIDC_PROBLEMS)[number]
/** What becomes of one's messages when one leaves for good. */
export const LEGACIES = ['keep', 'erase'] as const
/** Who may make an account: anyone, or who holds an invite link. */
export const REGISTRATIONS = ['open', 'invited'] as const
export const USER_ROLES = ['owner', 'admin', 'member'] as const
/** States that a user may choose; `offline` is the absence of all sockets. */
export const CHOSEN_PRESENCES = ['online', 'idle', 'dnd'] as const
export const PRESENCES = [...CHOSEN_PRESENCES, 'offline'] as const

import {
  DEFAULT_SETTINGS,
  type Self,
  type User,
  USER_ROLES,
  type UserSettings,
  type UserWithPresence,
} from '@papo/contract'
import type { Seen } from '../presence/presence.reader.js'

/** What is read of a user for others to see. */
export const USER_COLUMNS = {
  id: true,
  username: true,
  displayName: true,
  statusText: true,
  statusEmoji: true,
  avatarFileId: true,
  role: true,
  bot: true,
  lastSeenAt: true,
} as const
export type UserRow = {
  id: string
  username: string
  displayName: string
  statusText: string
  statusEmoji: string
  avatarFileId: string | null
  role: string
  bot: boolean
  lastSeenAt: Date | null
}

export function toUser({
  id,
  username,
  displayName,
  statusText,
  statusEmoji,
  avatarFileId,
  role,
  bot,
}: UserRow): User {
  const known = USER_ROLES.find((name) => name === role) ?? 'member'
  return {
    id,
    username,
    displayName,
    role: known,
    ...(bot ? { bot } : {}),
    ...(statusText ? { statusText } : {}),
    ...(statusEmoji ? { statusEmoji } : {}),
    ...(avatarFileId ? { avatarFileId } : {}),
  }
}

/** What is read of a user for themselves. */
export const SELF_COLUMNS = { ...USER_COLUMNS, email: true, settings: true } as const
export type SelfRow = UserRow & { email: string; settings: unknown }

export const toSelf = (row: SelfRow): Self => ({
  ...toUser(row),
  email: row.email,
  // The column holds what differs from the defaults; it was validated on its way in.
  settings: { ...DEFAULT_SETTINGS, ...(row.settings as Partial<UserSettings>) },
})

/** Presence is fresher than the row, which keeps the last time of all. */
export function toUserWithPresence(row: UserRow, seen: Seen | undefined): UserWithPresence {
  const lastSeenAt = seen?.lastSeenAt ?? row.lastSeenAt?.toISOString()
  return { ...toUser(row), presence: seen?.state ?? 'offline', ...(lastSeenAt ? { lastSeenAt } : {}) }
}

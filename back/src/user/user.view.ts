import { type Self, type User, USER_ROLES, type UserWithPresence } from '@papo/contract'
import type { Seen } from '../presence/presence.reader.js'

/** What is read of a user for others to see. */
export const USER_COLUMNS = {
  id: true,
  username: true,
  displayName: true,
  statusText: true,
  role: true,
  lastSeenAt: true,
} as const
export type UserRow = {
  id: string
  username: string
  displayName: string
  statusText: string
  role: string
  lastSeenAt: Date | null
}

export function toUser({ id, username, displayName, statusText, role }: UserRow): User {
  const known = USER_ROLES.find((name) => name === role) ?? 'member'
  return { id, username, displayName, role: known, ...(statusText ? { statusText } : {}) }
}

export const toSelf = (row: UserRow & { email: string }): Self => ({ ...toUser(row), email: row.email })

/** Presence is fresher than the row, which keeps the last time of all. */
export function toUserWithPresence(row: UserRow, seen: Seen | undefined): UserWithPresence {
  const lastSeenAt = seen?.lastSeenAt ?? row.lastSeenAt?.toISOString()
  return { ...toUser(row), presence: seen?.state ?? 'offline', ...(lastSeenAt ? { lastSeenAt } : {}) }
}

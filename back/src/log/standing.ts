import { MEMBER_ROLES, type MemberRole } from '@papo/contract'

/** What a room's log knows of a user: `role` is undefined for who is no member. */
export type Standing = { version: number; role: MemberRole | undefined; mutedUntilMs: number }

/** A mute that nobody's patience outlasts: a conversation that is closed for its people. */
export const CLOSED_UNTIL = new Date('9999-12-31T23:59:59.999Z')

/** `version:role:mutedUntilMs`, as append.lua reads it. */
export const formatStanding = (s: Standing): string => `${s.version}:${s.role ?? '-'}:${s.mutedUntilMs}`

export function parseStanding(value: string | null | undefined): Standing | undefined {
  if (!value) return undefined
  const [version, role, mutedUntilMs] = value.split(':')
  return {
    version: Number(version),
    role: MEMBER_ROLES.find((r) => r === role),
    mutedUntilMs: Number(mutedUntilMs),
  }
}

import type { MemberRole } from '@papo/contract'

const RANK: Record<MemberRole, number> = { member: 0, admin: 1, owner: 2 }

/** Owners and admins run a room. */
export const runsRoom = (role: MemberRole | undefined): boolean => role !== undefined && RANK[role] > 0

/** Nobody acts on an equal or a higher. */
export const outranks = (actor: MemberRole, target: MemberRole): boolean => RANK[actor] > RANK[target]

/** Only owners raise people or lower others, but not one another; anyone may step down. */
export function mayGiveRole(
  actor: { role: MemberRole; self: boolean },
  target: MemberRole,
  next: MemberRole,
): boolean {
  return actor.self ? RANK[next] <= RANK[target] : actor.role === 'owner' && outranks('owner', target)
}

import type { MemberRole } from '@papo/contract'

const RANK: Record<MemberRole, number> = { member: 0, admin: 1, owner: 2 }

/** Owners and admins run a room. */
export const runsRoom = (role: MemberRole | undefined): boolean => role !== undefined && RANK[role] > 0

/** Nobody acts on an equal or a higher, but an owner on anyone. */
export const outranks = (actor: MemberRole, target: MemberRole): boolean =>
  actor === 'owner' || RANK[actor] > RANK[target]

/** Only owners raise people or lower others; anyone may step down. */
export function mayGiveRole(
  actor: { role: MemberRole; self: boolean },
  target: MemberRole,
  next: MemberRole,
): boolean {
  return actor.role === 'owner' || (actor.self && RANK[next] <= RANK[target])
}

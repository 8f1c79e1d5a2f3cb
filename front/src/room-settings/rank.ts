import type { JoinedRoom, MemberRole } from '@papo/contract'

const RANK: Record<MemberRole, number> = { member: 0, admin: 1, owner: 2 }

/** The server decides all of this; here it only spares clicks that it would refuse. */
export const runsRoom = ({ kind, role }: Pick<JoinedRoom, 'kind' | 'role'>): boolean =>
  kind !== 'direct' && RANK[role] > 0

/** Any member adds people by name; in a direct room nobody does. */
export const mayInvite = ({ kind }: Pick<JoinedRoom, 'kind'>): boolean => kind !== 'direct'

/** Nobody acts on an equal or a higher. */
export const outranks = (actor: MemberRole, target: MemberRole): boolean => RANK[actor] > RANK[target]

/** The roles that a member may be given: by an owner any, but not to another owner; oneself may step down. */
export function rolesFor(actor: MemberRole, target: MemberRole, self: boolean): readonly MemberRole[] {
  const all = ['owner', 'admin', 'member'] as const
  if (self) return target === 'member' ? [] : all.filter((role) => RANK[role] <= RANK[target])
  return actor === 'owner' && target !== 'owner' ? all : []
}

/** Whether there is anything that one could do about this member. */
export function mayAct(room: Pick<JoinedRoom, 'kind' | 'role'>, target: MemberRole, self: boolean): boolean {
  if (room.kind === 'direct') return false
  return rolesFor(room.role, target, self).length > 0 || (!self && outranks(room.role, target))
}

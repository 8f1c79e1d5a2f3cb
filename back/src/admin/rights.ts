import type { Request, User } from '@papo/contract'

type Role = User['role']
type Pair = { actor: Role; target: Role; self: boolean }

/** Owners act on all others, admins on members; nobody on themselves, so that an owner always remains. */
export const mayActOn = ({ actor, target, self }: Pair): boolean =>
  !self && (actor === 'owner' || (actor === 'admin' && target === 'member'))

/** Only owners give and take roles. */
export const mayChange = (pair: Pair, { role }: Request<'updateAdminUser'>): boolean =>
  mayActOn(pair) && (role === undefined || pair.actor === 'owner')

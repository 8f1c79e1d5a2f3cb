import type { User } from '@papo/contract'

/** As the server decides: owners act on all others, admins on members, nobody on themselves. */
export const mayActOn = (me: User, other: User): boolean =>
  me.id !== other.id && (me.role === 'owner' || (me.role === 'admin' && other.role === 'member'))

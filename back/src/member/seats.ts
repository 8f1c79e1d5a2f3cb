import { ChatError, notFound } from '../errors.js'
import type { LockedRoom } from '../room/locked.room.store.js'
import { runsRoom } from '../room/ranks.js'
import type { Seat } from './member.store.js'

export const stranger = () => new ChatError('forbidden', 'You are not a member of this room.')

/** The seat of a current member. @throws ChatError as `MemberService.require` does */
export async function requireSeat(room: LockedRoom, userId: string): Promise<Seat> {
  const seat = await room.seat(userId)
  if (seat?.state === 'active') return seat
  throw room.row.kind === 'public' ? stranger() : notFound('room')
}

/** The actor is an owner or admin of the room; `what` they are about to do. @throws ChatError as `requireSeat` does */
export async function requireRunner(room: LockedRoom, what: string): Promise<void> {
  const { role } = await requireSeat(room, room.actorId)
  if (!runsRoom(role)) throw new ChatError('forbidden', `Only owners and admins ${what}.`)
}

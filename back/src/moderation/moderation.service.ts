import { Injectable } from '@nestjs/common'
import type { Member, Request } from '@papo/contract'
import { ChatError, notFound } from '../errors.js'
import { Limiter } from '../limit/limiter.js'
import { ChangeStore } from '../room/change.store.js'
import type { LockedRoom } from '../room/locked.room.store.js'
import type { Seat } from '../member/member.store.js'
import { MemberService, requireSeat } from '../member/member.service.js'
import { PendingService } from '../room/pending.service.js'
import { mayGiveRole, outranks } from '../room/ranks.js'

type Target = { roomId: string; userId: string }

/** What members with a rank do to others: remove, ban, mute, raise and lower. */
@Injectable()
export class ModerationService {
  constructor(
    private readonly changes: ChangeStore,
    private readonly members: MemberService,
    private readonly pending: PendingService,
    private readonly limiter: Limiter,
  ) {}

  /** Removes someone, who may come back to a public room unless banned. Removing oneself is leaving. */
  async remove(actorId: string, { roomId, userId }: Target, ban: boolean): Promise<void> {
    if (actorId === userId && !ban) return this.members.leave(userId, roomId)
    await this.limiter.spend('roomOperations', actorId)
    await this.changes.change({ roomId, actorId }, async (room) => {
      const { actor, seat } = await seats(room, userId)
      if (!seat || (seat.state !== 'active' && !ban)) throw notFound('member')
      if (seat.state === 'banned') return
      if (actorId === userId || !outranks(actor.role, seat.role)) throw tooHigh()
      await room.dismiss(seat, ban ? 'banned' : 'removed')
    })
    await this.pending.announce(roomId)
  }

  async update(actorId: string, { roomId, userId }: Target, to: Request<'updateMember'>): Promise<Member> {
    await this.limiter.spend('roomOperations', actorId)
    await this.changes.change({ roomId, actorId }, async (room) => {
      const { actor, seat } = await seats(room, userId)
      if (seat?.state !== 'active') throw notFound('member')
      const role = to.role === seat.role ? undefined : to.role
      if (role) await requireRoleChange(room, { actor, seat }, role)
      if (to.mutedUntil !== undefined && !(outranks(actor.role, seat.role) && actorId !== userId))
        throw tooHigh()
      const change = { ...(role ? { role } : {}), ...muteOf(to) }
      if (Object.keys(change).length > 0) await room.update(seat, change)
    })
    await this.pending.announce(roomId)
    return this.members.view(roomId, userId)
  }
}

const muteOf = ({ mutedUntil }: Request<'updateMember'>) =>
  mutedUntil === undefined ? {} : { mutedUntil: mutedUntil === null ? null : new Date(mutedUntil) }

const tooHigh = () => new ChatError('forbidden', 'Your role in this room does not reach that far.')

async function seats(room: LockedRoom, userId: string): Promise<{ actor: Seat; seat: Seat | undefined }> {
  const actor = await requireSeat(room, room.actorId)
  if (room.row.kind === 'direct') throw new ChatError('forbidden', 'Nobody has a rank in a direct room.')
  return { actor, seat: await room.seat(userId) }
}

async function requireRoleChange(
  room: LockedRoom,
  { actor, seat }: { actor: Seat; seat: Seat },
  next: Seat['role'],
): Promise<void> {
  const self = actor.userId === seat.userId
  if (!mayGiveRole({ role: actor.role, self }, seat.role, next)) throw tooHigh()
  if (seat.role === 'owner' && next !== 'owner' && !(await room.hasOtherOwner(seat.userId)))
    throw new ChatError('forbidden', 'A room keeps at least one owner: make another one first.')
}

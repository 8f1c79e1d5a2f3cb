import { Injectable } from '@nestjs/common'
import { LIMITS, type Member, type Request, type Response } from '@papo/contract'
import { z } from 'zod'
import { ChatError, notFound } from '../errors.js'
import { InviteStore } from '../invite/invite.store.js'
import { Limiter } from '../limit/limiter.js'
import { MemberService } from '../member/member.service.js'
import type { Seat } from '../member/member.store.js'
import { requireRunner, requireSeat } from '../member/seats.js'
import { ChangeStore } from '../room/change.store.js'
import { decodeCursor, pageOf } from '../room/cursor.js'
import type { LockedRoom } from '../room/locked.room.store.js'
import { PendingService } from '../room/pending.service.js'
import { mayGiveRole, outranks } from '../room/ranks.js'
import { toUser } from '../user/user.view.js'
import { BanStore } from './ban.store.js'

type Target = { roomId: string; userId: string }
const cursorKey = z.tuple([z.uuid()])

/** What members with a rank do to others: remove, ban, mute, raise and lower. */
@Injectable()
export class ModerationService {
  constructor(
    private readonly changes: ChangeStore,
    private readonly members: MemberService,
    private readonly store: BanStore,
    private readonly invites: InviteStore,
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
      // Or who was put out would come back by a link of their own.
      await this.invites.revokeOf(room.tx, roomId, userId)
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
      const mute = muteOf(to)
      if ('mutedUntil' in mute && !(outranks(actor.role, seat.role) && actorId !== userId)) throw tooHigh()
      const change = { ...(role ? { role } : {}), ...mute }
      if (Object.keys(change).length > 0) await room.update(seat, change)
    })
    await this.pending.announce(roomId)
    return this.members.view(roomId, userId)
  }

  async bans(userId: string, roomId: string, query: Request<'list'>): Promise<Response<'bans'>> {
    await this.members.requireRunner(roomId, userId)
    const limit = query.limit ?? LIMITS.pageDefault
    const rows = await this.store.page(roomId, decodeCursor(cursorKey, query.cursor)?.[0], limit + 1)
    const { items, ...next } = pageOf(rows, limit, (row) => [row.id])
    return { items: items.map(toUser), ...next }
  }

  /** Whoever was banned may come back, if they find the way. */
  async unban(actorId: string, { roomId, userId }: Target): Promise<void> {
    await this.limiter.spend('roomOperations', actorId)
    await this.changes.change({ roomId, actorId }, async (room) => {
      await requireRunner(room, 'lift a ban')
      const seat = await room.seat(userId)
      if (seat?.state !== 'banned') throw notFound('ban')
      await room.pardon(seat)
    })
  }
}

/** A moment that has passed mutes nobody. */
function muteOf({ mutedUntil }: Request<'updateMember'>) {
  if (mutedUntil === undefined) return {}
  const until = mutedUntil === null ? null : new Date(mutedUntil)
  return { mutedUntil: until && until > new Date() ? until : null }
}

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

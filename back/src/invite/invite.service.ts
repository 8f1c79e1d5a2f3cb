import { Injectable } from '@nestjs/common'
import { type Invite, type JoinedRoom, LIMITS, type Request, type Response } from '@papo/contract'
import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { ChatError, notFound } from '../errors.js'
import { Limiter } from '../limit/limiter.js'
import { RoomHeadsStore } from '../list/room.heads.store.js'
import { RoomList } from '../list/room.list.js'
import { MemberService } from '../member/member.service.js'
import { requireRunner } from '../member/seats.js'
import { ChangeStore } from '../room/change.store.js'
import { PendingService } from '../room/pending.service.js'
import { InviteStore } from './invite.store.js'

/** 144 bits: nobody finds a code by trying. */
const CODE_BYTES = 18

/** Links that let their holders into a room, also a private one. Owners and admins make them and take them back. */
@Injectable()
export class InviteService {
  constructor(
    private readonly store: InviteStore,
    private readonly changes: ChangeStore,
    private readonly members: MemberService,
    private readonly heads: RoomHeadsStore,
    private readonly rooms: RoomList,
    private readonly pending: PendingService,
    private readonly limiter: Limiter,
  ) {}

  async create(actorId: string, roomId: string, wish: Request<'createInvite'>): Promise<Invite> {
    await this.limiter.spend('roomOperations', actorId)
    const { expiresInSeconds, maxUses } = wish
    return this.changes.change({ roomId, actorId }, async (room) => {
      await requireRunner(room, 'invite by a link')
      if ((await this.store.usable(roomId, room.tx)).length >= LIMITS.invitesMax)
        throw new ChatError('conflict', 'This room has too many links: revoke one first.')
      const code = randomBytes(CODE_BYTES).toString('base64url')
      const made = { id: uuidv7(), roomId, code, createdBy: actorId, expiresInSeconds, maxUses }
      const invite = await this.store.insert(room.tx, made)
      const limits = { expiresAt: invite.expiresAt ?? null, maxUses: maxUses ?? null }
      await room.record({ action: 'invite.created', detail: { inviteId: invite.id, ...limits } })
      return invite
    })
  }

  /** For owners and admins, who may pass any of them on. */
  async list(userId: string, roomId: string): Promise<Response<'invites'>> {
    await this.members.requireRunner(roomId, userId)
    return { items: await this.store.usable(roomId) }
  }

  async revoke(actorId: string, roomId: string, inviteId: string): Promise<void> {
    await this.limiter.spend('roomOperations', actorId)
    await this.changes.change({ roomId, actorId }, async (room) => {
      await requireRunner(room, 'revoke a link')
      if (!(await this.store.revoke(room.tx, roomId, inviteId))) throw noSuchInvite()
      await room.record({ action: 'invite.revoked', detail: { inviteId } })
    })
  }

  /**
   * What a link is good for, for anyone who has it. Whether it never was, is over or was used up is not said.
   * @throws ChatError `not_found`, `rate_limited`
   */
  async look(code: string, address: string): Promise<Response<'invited'>> {
    await this.limiter.spend('invitesOfAddress', address)
    const found = await this.store.look(code)
    if (!found) throw noSuchInvite()
    const { invitedBy, ...room } = found
    return { room, invitedBy }
  }

  /**
   * Comes in by a link. A member who does so again uses nothing, and gets the room also when the link is over.
   * @throws ChatError `not_found`; `forbidden` for who is banned
   */
  async accept(userId: string, code: string): Promise<JoinedRoom> {
    await this.limiter.spend('roomOperations', userId)
    const invite = await this.store.byCode(code)
    if (!invite) throw noSuchInvite()
    const { roomId, id: inviteId, createdBy } = invite
    const read = await this.heads.now(roomId, userId)
    await this.changes.change({ roomId, actorId: userId }, async (room) => {
      const seat = await room.seat(userId)
      if (seat?.state === 'active') return
      // The room is held, so uses are counted one after another; what is thrown below takes this one back.
      if (!(await this.store.use(room.tx, inviteId))) throw noSuchInvite()
      if (seat?.state === 'banned') throw new ChatError('forbidden', 'You are banned from this room.')
      await room.admit(userId, read)
      await room.record({ action: 'invite.accepted', userId: createdBy, detail: { inviteId } })
    })
    await this.pending.announce(roomId)
    const joined = await this.rooms.one(userId, roomId)
    if (!joined) throw notFound('room') // they were removed meanwhile
    return joined
  }
}

const noSuchInvite = () => notFound('invitation')

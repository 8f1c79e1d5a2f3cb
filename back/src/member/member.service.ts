import { Injectable } from '@nestjs/common'
import { LIMITS, type JoinedRoom, type Member, type Request, type Response } from '@papo/contract'
import { z } from 'zod'
import { BlockStore } from '../block/block.store.js'
import { ChatError, notFound } from '../errors.js'
import { Limiter } from '../limit/limiter.js'
import type { Standing } from '../log/standing.js'
import { ChangeStore } from '../room/change.store.js'
import { decodeCursor, pageOf } from '../room/cursor.js'
import { MemberStore } from './member.store.js'
import { PendingService } from '../room/pending.service.js'
import { People } from './people.js'
import { runsRoom } from '../room/ranks.js'
import { RoomHeadsStore } from '../list/room.heads.store.js'
import { RoomList } from '../list/room.list.js'
import { RoomStore } from '../room/room.store.js'
import { requireSeat, stranger } from './seats.js'
import { StandingStore } from './standing.store.js'

const cursorKey = z.tuple([z.coerce.number().int(), z.uuid()])

/** Who is in a room, and coming and going. */
@Injectable()
export class MemberService {
  constructor(
    private readonly rooms: RoomStore,
    private readonly members: MemberStore,
    private readonly standings: StandingStore,
    private readonly changes: ChangeStore,
    private readonly heads: RoomHeadsStore,
    private readonly list: RoomList,
    private readonly people: People,
    private readonly pending: PendingService,
    private readonly blocks: BlockStore,
    private readonly limiter: Limiter,
  ) {}

  /**
   * The standing of a current member.
   * @throws ChatError `forbidden` in a public room, `not_found` in any other: that it exists is a secret
   */
  async require(roomId: string, userId: string): Promise<Standing> {
    const standing = await this.standings.of(roomId, userId)
    if (standing?.role) return standing
    const room = await this.rooms.find(roomId)
    throw room?.kind === 'public' ? stranger() : notFound('room')
  }

  /** The same for an owner or admin. @throws ChatError `forbidden` for any other member; as `require` does */
  async requireRunner(roomId: string, userId: string): Promise<void> {
    const { role } = await this.require(roomId, userId)
    if (!runsRoom(role)) throw new ChatError('forbidden', 'Only owners and admins see this.')
  }

  /** Owners first, then admins. */
  async page(userId: string, roomId: string, query: Request<'listMembers'>): Promise<Response<'members'>> {
    await this.require(roomId, userId)
    const limit = query.limit ?? LIMITS.pageDefault
    const [rank, id] = decodeCursor(cursorKey, query.cursor) ?? []
    const after = rank === undefined || id === undefined ? undefined : { rank, id }
    const rows = await this.members.page(roomId, { q: query.q ?? '', after, take: limit + 1 })
    const { items, ...next } = pageOf(rows, limit, (row) => [String(row.rank), row.id])
    return { items: await this.people.memberViews(items), ...next }
  }

  /** @throws ChatError `not_found` for who is not in the room */
  async view(roomId: string, userId: string): Promise<Member> {
    const row = await this.members.one(roomId, userId)
    const [view] = row ? await this.people.memberViews([row]) : []
    if (!view) throw notFound('member')
    return view
  }

  /** Joins a public room; for a member it is a matter of course. */
  async join(userId: string, roomId: string): Promise<JoinedRoom> {
    await this.limiter.spend('roomOperations', userId)
    const read = await this.heads.now(roomId, userId)
    await this.changes.change({ roomId, actorId: userId }, async (room) => {
      const seat = await room.seat(userId)
      if (seat?.state === 'active') return
      if (room.row.kind !== 'public') throw notFound('room')
      if (seat?.state === 'banned') throw new ChatError('forbidden', 'You are banned from this room.')
      await room.admit(userId, read)
    })
    await this.pending.announce(roomId)
    const joined = await this.list.one(userId, roomId)
    if (!joined) throw notFound('room') // they were removed meanwhile
    return joined
  }

  /** Leaves; a room's only owner hands it to the oldest admin, or else to the oldest member. */
  async leave(userId: string, roomId: string): Promise<void> {
    await this.limiter.spend('roomOperations', userId)
    await this.changes.change({ roomId, actorId: userId }, async (room) => {
      const seat = await requireSeat(room, userId)
      if (room.row.kind === 'direct') throw new ChatError('forbidden', 'A direct room cannot be left.')
      const lastOwner = seat.role === 'owner' && !(await room.hasOtherOwner(userId))
      const heir = lastOwner ? await room.heir(userId) : undefined
      if (heir) await room.update(heir, { role: 'owner' })
      await room.dismiss(seat, 'left')
    })
    await this.pending.announce(roomId)
  }

  /**
   * Adds someone. Any member may, to public and private rooms, as people know it from Slack;
   * who was banned comes back only by an owner or an admin.
   */
  async add(actorId: string, roomId: string, userId: string): Promise<Member> {
    await this.limiter.spend('roomOperations', actorId)
    const [read, usable, unwilling] = await Promise.all([
      this.heads.now(roomId, userId),
      this.members.countUsable([userId]),
      this.blocks.has({ userId, blockedId: actorId }),
    ])
    await this.changes.change({ roomId, actorId }, async (room) => {
      const actor = await requireSeat(room, actorId)
      if (room.row.kind === 'direct') throw new ChatError('forbidden', 'A direct room keeps its people.')
      const seat = await room.seat(userId)
      if (seat?.state === 'active') return
      if (seat?.state === 'banned' && !runsRoom(actor.role))
        throw new ChatError('forbidden', 'Only owners and admins bring back who was banned.')
      if (usable === 0) throw notFound('user')
      if (unwilling) throw new ChatError('forbidden', 'This person cannot be added by you.')
      if (seat?.state === 'banned') await room.pardon(seat)
      await room.admit(userId, read)
    })
    await this.pending.announce(roomId)
    return this.view(roomId, userId)
  }
}

import { Injectable } from '@nestjs/common'
import { LIMITS, type JoinedRoom, type Request, type Response } from '@papo/contract'
import { z } from 'zod'
import { ChatError, notFound } from '../errors.js'
import { Limiter } from '../limit/limiter.js'
import { ChangeStore } from './change.store.js'
import { decodeCursor, pageOf } from './cursor.js'
import type { LockedRoom } from './locked.room.store.js'
import { MemberStore } from '../member/member.store.js'
import { requireRunner } from '../member/seats.js'
import { PendingService } from './pending.service.js'
import { RoomList } from '../list/room.list.js'
import { RoomStore, toRoom } from './room.store.js'

const searchKey = z.tuple([z.string(), z.uuid()])

@Injectable()
export class RoomService {
  constructor(
    private readonly rooms: RoomStore,
    private readonly changes: ChangeStore,
    private readonly members: MemberStore,
    private readonly joined: RoomList,
    private readonly pending: PendingService,
    private readonly limiter: Limiter,
  ) {}

  /** Makes a room whose owner is `userId`; that they joined is its first event. A retry finds the first one. */
  async create(userId: string, request: Request<'createRoom'>): Promise<JoinedRoom> {
    const { clientId } = request
    const made = clientId === undefined ? undefined : await this.rooms.madeBy(userId, clientId)
    if (made !== undefined) return this.announced(made, userId)
    await this.limiter.spend('roomOperations', userId)
    return this.announced(await this.changes.create({ ...request, createdBy: userId }), userId)
  }

  /** @throws ChatError `not_found` for a room that the user may not know of */
  async get(userId: string, roomId: string): Promise<Response<'room'>> {
    const joined = await this.joined.one(userId, roomId)
    if (joined) return { room: joined }
    const room = await this.rooms.find(roomId)
    if (room?.kind !== 'public') throw notFound('room')
    return { room: toRoom(room) }
  }

  /** The rooms that one is in, or public ones to find. */
  list(
    userId: string,
    query: Request<'listRooms'>,
  ): Promise<Response<'joinedRooms'> | Response<'publicRooms'>> {
    return query.filter === 'public' ? this.search(userId, query) : this.joined.page(userId, query)
  }

  private async search(userId: string, query: Request<'listRooms'>): Promise<Response<'publicRooms'>> {
    const limit = query.limit ?? LIMITS.pageDefault
    const key = decodeCursor(searchKey, query.cursor)
    const after = key && { name: key[0], id: key[1] }
    const rows = await this.rooms.search(userId, { q: query.q ?? '', after, take: limit + 1 })
    const { items, ...next } = pageOf(rows, limit, (row) => [row.sortName, row.id])
    return { items: items.map((row) => ({ ...toRoom(row), joined: row.joined })), ...next }
  }

  async update(userId: string, roomId: string, patch: Request<'updateRoom'>): Promise<JoinedRoom> {
    await this.limiter.spend('roomOperations', userId)
    await this.changes.change({ roomId, actorId: userId }, async (room) => {
      await requireRunner(room, 'change a room')
      if (room.row.isDefault && patch.kind === 'private')
        throw new ChatError('forbidden', 'The default room stays public.')
      const news = onlyNews(room, patch)
      if (Object.keys(news).length > 0) await room.patch(news)
    })
    return this.announced(roomId, userId)
  }

  /** By its owner, or by the owner of the installation, who may delete also what they are not in. */
  async delete(userId: string, roomId: string): Promise<void> {
    await this.limiter.spend('roomOperations', userId)
    const ownsAll = (await this.members.installationRole(userId)) === 'owner'
    await this.changes.change({ roomId, actorId: userId }, async (room) => {
      const seat = await room.seat(userId)
      const active = seat?.state === 'active'
      if (!ownsAll && !active && room.row.kind !== 'public') throw notFound('room')
      if (room.row.isDefault) throw new ChatError('forbidden', 'The default room cannot be deleted.')
      if (room.row.kind === 'direct')
        throw active ? new ChatError('forbidden', 'A direct room cannot be deleted.') : notFound('room')
      if (!ownsAll && !(active && seat.role === 'owner'))
        throw new ChatError('forbidden', 'Only owners delete a room.')
      await room.delete()
    })
    await this.pending.announce(roomId)
  }

  private async announced(roomId: string, userId: string): Promise<JoinedRoom> {
    await this.pending.announce(roomId)
    const room = await this.joined.one(userId, roomId)
    if (!room) throw notFound('room') // they were removed meanwhile
    return room
  }
}

/** What of the patch differs from the room. */
function onlyNews({ row }: LockedRoom, patch: Request<'updateRoom'>) {
  const { name, topic, kind, previews, avatarFileId } = patch
  return {
    ...(name === undefined || name === row.name ? {} : { name }),
    ...(topic === undefined || topic === row.topic ? {} : { topic }),
    ...(kind === undefined || kind === row.kind ? {} : { kind }),
    ...(previews === undefined || previews === row.previews ? {} : { previews }),
    ...(avatarFileId === undefined || avatarFileId === row.avatarFileId ? {} : { avatarFileId }),
  }
}

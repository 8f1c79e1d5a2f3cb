import { Injectable } from '@nestjs/common'
import type { JoinedRoom } from '@papo/contract'
import { BlockStore } from '../block/block.store.js'
import { notFound } from '../errors.js'
import { Limiter } from '../limit/limiter.js'
import { DirectoryStore } from '../contact/directory.store.js'
import { ChangeStore } from '../room/change.store.js'
import { MemberStore } from '../member/member.store.js'
import { PendingService } from '../room/pending.service.js'
import { RoomList } from '../list/room.list.js'
import { RoomStore } from '../room/room.store.js'

/** Rooms that are their people: one per set, with neither name nor ranks. */
@Injectable()
export class DirectService {
  constructor(
    private readonly rooms: RoomStore,
    private readonly changes: ChangeStore,
    private readonly members: MemberStore,
    private readonly list: RoomList,
    private readonly blocks: BlockStore,
    private readonly directory: DirectoryStore,
    private readonly pending: PendingService,
    private readonly limiter: Limiter,
  ) {}

  /** Finds or makes the room of `userId` and these people; with oneself alone it is a place for notes. */
  async open(userId: string, userIds: string[]): Promise<JoinedRoom> {
    const others = [...new Set(userIds)].filter((id) => id !== userId)
    const directKey = [userId, ...others].sort().join(',')
    const roomId = (await this.rooms.findDirect(directKey)) ?? (await this.make(userId, others, directKey))
    const room = await this.list.one(userId, roomId)
    if (!room) throw notFound('room')
    return room
  }

  private async make(userId: string, others: string[], directKey: string): Promise<string> {
    await this.limiter.spend('roomOperations', userId)
    if ((await this.members.countUsable(others)) !== others.length) throw notFound('user')
    const people: [string, ...string[]] = [userId, ...others]
    const roomId = await this.changes.createDirect(directKey, people, async (tx) => {
      await this.blocks.requireWilling(tx, people)
      await this.directory.requireOpen(tx, userId, others)
    })
    await this.pending.announce(roomId)
    return roomId
  }
}

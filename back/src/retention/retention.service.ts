import { Injectable } from '@nestjs/common'
import type { Retention } from '@papo/contract'
import { SettingStore } from '../admin/setting.store.js'
import { notFound } from '../errors.js'
import { Limiter } from '../limit/limiter.js'
import { MemberService } from '../member/member.service.js'
import { requireRunner } from '../member/seats.js'
import { ChangeStore } from '../room/change.store.js'
import { PendingService } from '../room/pending.service.js'
import { RoomStore } from '../room/room.store.js'
import { daysOf } from './retention.days.js'

/** How long rooms keep their messages. Workers do the erasing: see `ExpiryService`. */
@Injectable()
export class RetentionService {
  constructor(
    private readonly members: MemberService,
    private readonly rooms: RoomStore,
    private readonly settings: SettingStore,
    private readonly changes: ChangeStore,
    private readonly pending: PendingService,
    private readonly limiter: Limiter,
  ) {}

  /** For members: what becomes of their words is theirs to know. */
  async get(userId: string, roomId: string): Promise<Retention> {
    await this.members.require(roomId, userId)
    return this.view(roomId)
  }

  /** By owners and admins of the room; everyone in it is told. */
  async choose(userId: string, roomId: string, days: number | null): Promise<Retention> {
    await this.limiter.spend('roomOperations', userId)
    await this.changes.change({ roomId, actorId: userId }, async (room) => {
      await requireRunner(room, 'choose how long messages are kept')
      if (days !== room.row.retentionDays) await room.patch({ retentionDays: days })
    })
    await this.pending.announce(roomId)
    return this.view(roomId)
  }

  private async view(roomId: string): Promise<Retention> {
    const [room, { retention }] = await Promise.all([this.rooms.find(roomId), this.settings.read()])
    if (!room) throw notFound('room')
    const chosen = room.retentionDays
    return { chosen, ...retention, days: daysOf(chosen, retention) }
  }
}

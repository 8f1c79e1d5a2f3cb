import { Injectable } from '@nestjs/common'
import type { Response } from '@papo/contract'
import { FiguresStore } from '../admin/figures.store.js'
import { ChatError } from '../errors.js'
import { Limiter } from '../limit/limiter.js'
import { PresenceReader } from '../presence/presence.reader.js'
import { ChangeStore } from './change.store.js'
import { MemberStore } from '../member/member.store.js'
import { PendingService } from './pending.service.js'
import { RoomHeadsStore } from '../list/room.heads.store.js'
import { RoomStore } from './room.store.js'
import { SystemStore } from './system.store.js'

const MINUTE_MS = 60_000
/** One call stays short; who has more to clean calls again until nothing is deleted. */
const ROOMS_PER_CLEANUP = 100

/** What administrators of the installation see and tidy. */
@Injectable()
export class SystemService {
  constructor(
    private readonly rooms: RoomStore,
    private readonly members: MemberStore,
    private readonly heads: RoomHeadsStore,
    private readonly changes: ChangeStore,
    private readonly pending: PendingService,
    private readonly presence: PresenceReader,
    private readonly system: SystemStore,
    private readonly limiter: Limiter,
    private readonly figures: FiguresStore,
  ) {}

  /** `messages` is PostgreSQL's estimate, which may trail by minutes; what costs more is a minute old at most. */
  async stats(userId: string): Promise<Response<'stats'>> {
    await this.requireAdministrator(userId)
    const [counts, figures, online, instances] = await Promise.all([
      this.rooms.counts(),
      this.figures.figures(),
      this.presence.online(),
      this.system.instances(),
    ])
    return { ...counts, ...figures, online, instances }
  }

  /** Deletes public rooms, and rooms without people, that had no event for so long; at most 100. */
  async cleanup(userId: string, inactiveMinutes: number): Promise<number> {
    await this.requireAdministrator(userId)
    await this.limiter.spend('roomOperations', userId)
    const before = new Date(Date.now() - inactiveMinutes * MINUTE_MS)
    const found = await this.rooms.inactive(before, ROOMS_PER_CLEANUP)
    const heads = await this.heads.of(found, userId)
    // Events that are not stored yet are recent ones.
    const idle = found.filter((id) => heads.get(id)?.head === heads.get(id)?.persisted)
    for (const roomId of idle) {
      await this.changes.change({ roomId, actorId: userId }, (room) => room.delete())
      await this.pending.announce(roomId)
    }
    return idle.length
  }

  private async requireAdministrator(userId: string): Promise<void> {
    const role = await this.members.installationRole(userId)
    if (role !== 'owner' && role !== 'admin')
      throw new ChatError('forbidden', 'Only administrators may do this.')
  }
}

import { Injectable } from '@nestjs/common'
import type { Request, RoomPreferences } from '@papo/contract'
import { notFound } from '../errors.js'
import { ControlLog } from '../realtime/control.log.js'
import { MemberService } from './member.service.js'
import { PreferencesStore } from './preferences.store.js'

/** What each member chose for a room: its place in their list, and what they are told of. */
@Injectable()
export class PreferencesService {
  constructor(
    private readonly members: MemberService,
    private readonly store: PreferencesStore,
    private readonly control: ControlLog,
  ) {}

  async change(
    userId: string,
    roomId: string,
    patch: Request<'updatePreferences'>,
  ): Promise<RoomPreferences> {
    const tell = (preferences: RoomPreferences) => {
      const change = { type: 'room.preferences' as const, roomId, preferences }
      return this.control.say({ type: 'user.changed', userId, change })
    }
    const preferences = await this.store.change({ roomId, userId, patch, tell })
    if (preferences) return preferences
    await this.members.require(roomId, userId)
    throw notFound('room') // they came in meanwhile, or the room is gone
  }
}

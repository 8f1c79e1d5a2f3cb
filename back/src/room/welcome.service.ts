import { Inject, Injectable } from '@nestjs/common'
import type { UsedInvite } from '../auth/registration.store.js'
import { LOGGER, type Logger } from '../logger.js'
import { ChangeStore } from './change.store.js'
import { MemberStore } from '../member/member.store.js'
import type { LockedRoom } from './locked.room.store.js'
import { PendingService } from './pending.service.js'
import { RoomHeadsStore } from '../list/room.heads.store.js'

const NAME = 'Welcome'
const LOOK_BACK_MS = 7 * 24 * 3_600_000
const AT_ONCE = 500

/** The rooms in which people start: the public one for everyone, and the one that they were invited to. */
@Injectable()
export class WelcomeService {
  private roomId: Promise<string> | undefined

  constructor(
    private readonly changes: ChangeStore,
    private readonly members: MemberStore,
    private readonly heads: RoomHeadsStore,
    private readonly pending: PendingService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * The room exists afterwards, once, however many instances start, and whoever registered with an instance
   * that died before it could admit them is in it.
   */
  async ensure(): Promise<void> {
    const roomId = await this.id()
    const since = new Date(Date.now() - LOOK_BACK_MS)
    for (const userId of await this.members.newcomersMissing(roomId, since, AT_ONCE)) await this.admit(userId)
  }

  /** A newcomer's first rooms. Nobody's registration fails because one cannot be joined at the moment. */
  async letIn(userId: string, invite: UsedInvite | undefined): Promise<void> {
    try {
      await this.admit(userId)
      if (invite) await this.letInByInvite(userId, invite)
    } catch (error) {
      this.logger.warn({ err: error, userId }, 'could not join the first rooms')
    }
  }

  /** Puts a new user into the room; the first one owns it. */
  async admit(userId: string): Promise<void> {
    await this.seat(userId, await this.id())
  }

  /** Puts a new user into the room of the invite that their registration used. */
  private async letInByInvite(userId: string, { id, roomId, createdBy }: UsedInvite): Promise<void> {
    await this.seat(userId, roomId, (room) =>
      room.record({ action: 'invite.accepted', userId: createdBy, detail: { inviteId: id } }),
    )
  }

  private async seat(userId: string, roomId: string, andThen?: (room: LockedRoom) => Promise<void>) {
    const read = await this.heads.now(roomId, userId)
    await this.changes.change({ roomId, actorId: userId }, async (room) => {
      if (await room.seat(userId)) return
      await room.admit(userId, read)
      await andThen?.(room)
    })
    await this.pending.announce(roomId)
  }

  id(): Promise<string> {
    // The default room is never deleted, so its id is asked for once.
    this.roomId ??= this.changes.ensureDefault(NAME).catch((error: unknown) => {
      this.roomId = undefined
      throw error
    })
    return this.roomId
  }
}

import { Injectable } from '@nestjs/common'
import { ChangeStore } from './change.store.js'
import { PendingService } from './pending.service.js'
import { RoomHeadsStore } from './room.heads.store.js'

const NAME = 'Welcome'

/** The public room in which everyone starts. */
@Injectable()
export class WelcomeService {
  private roomId: Promise<string> | undefined

  constructor(
    private readonly changes: ChangeStore,
    private readonly heads: RoomHeadsStore,
    private readonly pending: PendingService,
  ) {}

  /** The room exists afterwards, once, however many instances start. */
  async ensure(): Promise<void> {
    await this.id()
  }

  /** Puts a new user into the room; the first one owns it. */
  async admit(userId: string): Promise<void> {
    const roomId = await this.id()
    const read = await this.heads.now(roomId, userId)
    await this.changes.change({ roomId, actorId: userId }, async (room) => {
      if (!(await room.seat(userId))) await room.admit(userId, read)
    })
    await this.pending.announce(roomId)
  }

  private id(): Promise<string> {
    // The default room is never deleted, so its id is asked for once.
    this.roomId ??= this.changes.ensureDefault(NAME).catch((error: unknown) => {
      this.roomId = undefined
      throw error
    })
    return this.roomId
  }
}

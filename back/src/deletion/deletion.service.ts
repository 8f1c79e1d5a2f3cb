import { Inject, Injectable } from '@nestjs/common'
import type { Request } from '@papo/contract'
import { AccountStore } from '../auth/account.store.js'
import { PasswordHasher } from '../auth/password.hasher.js'
import { unauthenticated } from '../auth/token.js'
import { ChatError } from '../errors.js'
import { ExportQueue } from '../export/export.queue.js'
import { JournalStore } from '../journal/journal.store.js'
import { Limiter } from '../limit/limiter.js'
import { LOGGER, type Logger } from '../logger.js'
import { ControlLog } from '../realtime/control.log.js'
import { ChangeStore } from '../room/change.store.js'
import { PendingService } from '../room/pending.service.js'
import { SessionService } from '../session/session.service.js'
import { CursorStore } from './cursor.store.js'
import { DeletionStore } from './deletion.store.js'

/**
 * Deletes an account, at once and for good. Every step may run again: who loses the connection in between is still
 * logged in, and asks again.
 */
@Injectable()
export class DeletionService {
  constructor(
    private readonly store: DeletionStore,
    private readonly cursors: CursorStore,
    private readonly accounts: AccountStore,
    private readonly sessions: SessionService,
    private readonly hasher: PasswordHasher,
    private readonly limiter: Limiter,
    private readonly changes: ChangeStore,
    private readonly pending: PendingService,
    private readonly journal: JournalStore,
    private readonly control: ControlLog,
    private readonly queue: ExportQueue,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws ChatError `invalid_payload` naming `password`; `forbidden` to the installation's only owner */
  async delete(userId: string, { password, messages }: Request<'deleteMe'>): Promise<void> {
    await this.requirePassword(userId, password)
    await this.store.refuseLastOwner(userId)
    for (const roomId of await this.store.roomsOf(userId)) await this.leave(userId, roomId)
    await this.sessions.end({ userId }, async (tx) => {
      await this.store.refuseLastOwner(userId, tx)
      await this.store.anonymise(userId, { erase: messages === 'erase' }, tx)
      await this.journal.write({ action: 'account.deleted', userId, detail: { messages } }, tx)
    })
    this.logger.info({ userId, messages }, 'an account was deleted by its person')
    this.queue.wakeSoon()
    await this.announce(userId)
  }

  private async requirePassword(userId: string, password: string): Promise<void> {
    await this.limiter.spend('loginOfAccount', userId)
    const account = await this.accounts.byId(userId)
    if (!account) throw unauthenticated()
    if (!(await this.hasher.verify(account.passwordHash, password))) {
      const issues = [{ path: 'password', message: 'is not your password' }]
      throw new ChatError('invalid_payload', 'password: is not your password', { issues })
    }
    await this.limiter.forgive('loginOfAccount', userId)
  }

  /** As when one leaves: a room's only owner hands it on. */
  private async leave(userId: string, roomId: string): Promise<void> {
    await this.changes.change({ roomId, actorId: userId }, async (room) => {
      const seat = await room.seat(userId)
      if (seat?.state !== 'active') return
      const lastOwner = seat.role === 'owner' && !(await room.hasOtherOwner(userId))
      const heir = lastOwner ? await room.heir(userId) : undefined
      if (heir) await room.update(heir, { role: 'owner' })
      await room.dismiss(seat, 'left')
    })
    await this.pending.announce(roomId)
  }

  /** The change is made by now; whoever is not told sees it with the next page. */
  private async announce(userId: string): Promise<void> {
    try {
      await this.control.say({ type: 'profile.changed', userId })
      await this.cursors.forget(userId)
    } catch (error) {
      this.logger.warn({ err: error, userId }, 'could not announce that someone is gone')
    }
  }
}

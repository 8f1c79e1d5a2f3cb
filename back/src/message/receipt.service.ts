import { Inject, Injectable } from '@nestjs/common'
import type { Response } from '@papo/contract'
import { EpochLog } from '../log/epoch.log.js'
import { LOGGER, type Logger } from '../logger.js'
import { Broadcast } from '../realtime/broadcast.js'
import { ReceiptStore } from './receipt.store.js'

/** Up to where the members of small rooms have read, for each other. Who hides their own sees nobody's. */
@Injectable()
export class ReceiptService {
  constructor(
    private readonly epochs: EpochLog,
    private readonly receipts: ReceiptStore,
    private readonly broadcast: Broadcast,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Of the others. */
  async of(roomId: string, userId: string): Promise<Response<'reads'>> {
    await this.epochs.head(roomId)
    const audience = await this.receipts.audience(roomId)
    if (!audience) return { items: [] }
    const hidden = await this.receipts.hiddenAmong(audience)
    if (hidden.has(userId)) return { items: [] }
    const shown = audience.filter((id) => id !== userId && !hidden.has(id))
    return { items: await this.receipts.positions(roomId, shown) }
  }

  /** To be awaited while the user's row is locked for the change. @throws where it cannot be made for all instances */
  async choose(userId: string, shown: boolean): Promise<void> {
    await this.receipts.set(userId, shown)
  }

  /** What others were told before is taken back: 0 says that there is nothing to know. */
  async withdraw(userId: string): Promise<void> {
    try {
      for (const roomId of await this.receipts.roomsOf(userId)) {
        const audience = await this.receipts.audience(roomId)
        if (audience) this.broadcast.readWithdrawn(roomId, userId)
      }
    } catch (error) {
      // From now on nothing more is told; what is on a screen goes with its next look at the room.
      this.logger.warn({ userId, err: error }, 'reads not taken back')
    }
  }
}

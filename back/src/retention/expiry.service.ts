import { Inject, Injectable } from '@nestjs/common'
import { SettingStore } from '../admin/setting.store.js'
import { isUnavailable } from '../errors.js'
import { LOGGER, type Logger } from '../logger.js'
import { BEFORE_ALL } from '../room/cursor.js'
import { ExpiredWindowStore } from './expired.window.store.js'
import { ExpiryStore, type Kept } from './expiry.store.js'
import { daysOf } from './retention.days.js'

const ROOMS_AT_ONCE = 500
/** A worker that stores something of the room waits for one of these. */
const MESSAGES_AT_ONCE = 500

/**
 * Erases messages that are older than their rooms keep them. Any number of times, by any number of workers, and after
 * a crash between any two steps: to the same effect.
 */
@Injectable()
export class ExpiryService {
  constructor(
    private readonly store: ExpiryStore,
    private readonly window: ExpiredWindowStore,
    private readonly settings: SettingStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** All rooms, until nothing is left that is too old. A store that is away fails no job: the next sweep comes soon. */
  async sweep(): Promise<void> {
    try {
      const { retention } = await this.settings.read()
      for (let after = BEFORE_ALL; ;) {
        const rooms = await this.store.rooms(after, ROOMS_AT_ONCE, retention)
        for (const room of rooms) {
          const days = daysOf(room.retentionDays, retention)
          if (days > 0) await this.erase(room, days)
        }
        // Also what was erased before: whoever erased it may have died here, or Redis come back with older data.
        await this.window.cut(rooms.filter(({ expiredSeq }) => expiredSeq > 0))
        const last = rooms.at(-1)
        if (!last || rooms.length < ROOMS_AT_ONCE) return
        after = last.roomId
      }
    } catch (error) {
      if (!isUnavailable(error)) throw error
      this.logger.warn({ err: error }, 'old messages wait to be erased')
    }
  }

  private async erase(room: Kept, days: number): Promise<void> {
    let erased = 0
    for (;;) {
      const { seq, count } = await this.store.erase(room, days, MESSAGES_AT_ONCE)
      room.expiredSeq = seq
      erased += count
      if (count < MESSAGES_AT_ONCE) break
    }
    if (erased === 0) return
    await this.window.cutChanges(room.roomId, room.expiredSeq)
    this.logger.info({ roomId: room.roomId, days, erased }, 'old messages erased')
  }
}

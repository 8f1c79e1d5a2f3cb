import { Inject, Injectable } from '@nestjs/common'
import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { isUnavailable } from '../errors.js'
import { shardOf } from '../log/keys.js'
import { RoomLog } from '../log/room.log.js'
import { LOGGER, type Logger } from '../logger.js'
import { PersistQueue } from '../persist/persist.queue.js'
import { LegacyStore, type Said } from './legacy.store.js'

const PEOPLE_AT_ONCE = 10
/** Of one room in a sweep: what was deleted last has to be stored before the next ones are asked for. */
const MESSAGES_AT_ONCE = 500

/** The same for the same message at every run, so that each is deleted by one event. */
function clientIdOf({ roomId, seq }: Said): string {
  const random = createHash('sha256').update(`gone:${roomId}:${seq}`).digest().subarray(0, 16)
  return uuidv7({ msecs: 0, seq: random.readUInt32BE(), random })
}

/** Deletes, as they could have themselves, what those said who are gone and wanted it so: by events in the rooms' logs. */
@Injectable()
export class LegacyService {
  constructor(
    private readonly store: LegacyStore,
    private readonly log: RoomLog,
    private readonly persist: PersistQueue,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @returns whether a room has more of it than fits into one sweep; anything else that is left waits for the clock */
  async sweep(): Promise<boolean> {
    let more = false
    try {
      for (const userId of await this.store.erasing(PEOPLE_AT_ONCE)) more = (await this.erase(userId)) || more
    } catch (error) {
      if (!isUnavailable(error)) throw error
      this.logger.warn({ err: error }, 'messages of who is gone wait to be erased')
    }
    return more
  }

  /** @returns whether a room has more */
  private async erase(userId: string): Promise<boolean> {
    let [found, more] = [0, false]
    for (const roomId of await this.store.rooms(userId)) {
      const said = await this.store.said(userId, roomId, MESSAGES_AT_ONCE)
      for (const one of said) await this.delete(userId, one)
      found += said.length
      more ||= said.length === MESSAGES_AT_ONCE
    }
    if (found === 0) await this.store.settle(userId)
    return more
  }

  private async delete(userId: string, said: Said): Promise<void> {
    const { roomId, seq } = said
    const event = { roomId, actorId: userId, clientId: clientIdOf(said), type: 'message.deleted' } as const
    const { dirtied } = await this.log.append({ ...event, data: { target: seq }, digest: '', decided: true })
    if (dirtied) this.persist.wake(shardOf(roomId))
  }
}

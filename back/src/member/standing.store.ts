import { Injectable } from '@nestjs/common'
import { isUnavailable } from '../errors.js'
import { Redis } from '../infra/redis.js'
import { roomKeys } from '../log/keys.js'
import { parseStanding, type Standing } from '../log/standing.js'
import { MemberStore, toStanding } from './member.store.js'

/** Who may do what in a room at this moment, as cheaply as it can be known. */
@Injectable()
export class StandingStore {
  constructor(
    private readonly redis: Redis,
    private readonly members: MemberStore,
  ) {}

  /** Undefined for who was never a member, and for everyone once the room is deleted. */
  async of(roomId: string, userId: string): Promise<Standing | undefined> {
    const known = await this.inLog(roomId, userId)
    if (known) return known.standing
    const seat = await this.members.seat(roomId, userId)
    return seat && toStanding(seat)
  }

  /** Undefined when Redis cannot say: it is away, or the log was not opened on the server that answers now. */
  private async inLog(
    roomId: string,
    userId: string,
  ): Promise<{ standing: Standing | undefined } | undefined> {
    const keys = roomKeys(roomId)
    try {
      const { runId } = this.redis.serverOf(keys.meta)
      const [[metaRunId, gone], standing] = await Promise.all([
        this.redis.hot.hmget(keys.meta, 'runId', 'gone'),
        this.redis.hot.hget(keys.members, userId),
      ])
      if (metaRunId !== runId) return undefined
      return { standing: gone ? undefined : parseStanding(standing) }
    } catch (error) {
      if (isUnavailable(error)) return undefined
      throw error
    }
  }
}

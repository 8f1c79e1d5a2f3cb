import { Injectable } from '@nestjs/common'
import { Redis } from '../infra/redis.js'
import { roomKeys } from '../log/keys.js'

/** Up to where people have read, as Redis knows it: PostgreSQL learns it a little later. */
@Injectable()
export class AttentionStore {
  constructor(private readonly redis: Redis) {}

  /** Whom Redis does not know is missing in the answer. */
  async readSeqs(roomId: string, userIds: string[]): Promise<Map<string, number>> {
    if (userIds.length === 0) return new Map()
    const cursors = await this.redis.hot.hmget(roomKeys(roomId).reads, ...userIds)
    return new Map(
      userIds.flatMap((userId, i): [string, number][] => {
        const cursor = cursors[i]
        return cursor ? [[userId, Number(cursor.split(':', 1)[0])]] : []
      }),
    )
  }
}

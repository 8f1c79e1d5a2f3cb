import { Injectable } from '@nestjs/common'
import { Postgres } from '../infra/postgres.js'
import { Redis } from '../infra/redis.js'
import { roomKeys } from '../log/keys.js'

/** How far someone has read, in the logs of all rooms that they ever were in. */
@Injectable()
export class CursorStore {
  constructor(
    private readonly redis: Redis,
    private readonly postgres: Postgres,
  ) {}

  /** Those on their way to be stored first, or they would come back. */
  async forget(userId: string): Promise<void> {
    const rooms = await this.postgres.client.membership.findMany({
      where: { userId },
      select: { roomId: true },
    })
    await Promise.all(
      rooms.flatMap(({ roomId }) => {
        const { readsDirty, reads } = roomKeys(roomId)
        return [readsDirty, reads].map((key) => this.redis.hot.hdel(key, userId))
      }),
    )
    await this.postgres.client.membership.updateMany({
      where: { userId },
      data: { readSeq: 0, readOrdinal: 0 },
    })
  }
}

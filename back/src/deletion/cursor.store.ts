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
    const versions = await Promise.all(rooms.map(({ roomId }) => this.take(roomId, userId)))
    await this.postgres.client.$executeRaw`
      UPDATE membership SET read_seq = 0, read_ordinal = 0, read_version = GREATEST(read_version, v)
      FROM unnest(${rooms.map(({ roomId }) => roomId)}::uuid[], ${versions}::bigint[]) AS x(r, v)
      WHERE room_id = r AND user_id = ${userId}::uuid`
  }

  /** @returns the room's newest version: what a worker has in hand already is no newer, and so comes to nothing */
  private async take(roomId: string, userId: string): Promise<string> {
    const { meta, readsDirty, reads } = roomKeys(roomId)
    await Promise.all([readsDirty, reads].map((key) => this.redis.hot.hdel(key, userId)))
    return (await this.redis.hot.hget(meta, 'reads')) ?? '0'
  }
}

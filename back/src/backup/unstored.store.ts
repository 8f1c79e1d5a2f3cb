import { HeadStore } from '../log/head.store.js'
import { dirtyKey, SHARDS } from '../log/keys.js'
import type { Redis } from '../infra/redis.js'

/** What Redis holds and PostgreSQL does not yet: acknowledged events that only workers can store. */
export class UnstoredStore {
  private readonly heads: HeadStore

  constructor(private readonly redis: Redis) {
    this.heads = new HeadStore(redis)
  }

  /** Rooms whose log is ahead, and up to which seq. A room whose log is ahead bears its shard's dirty mark. */
  async seen(): Promise<Map<string, number>> {
    const shards = Array.from({ length: SHARDS }, (_, shard) => shard)
    const dirty = await Promise.all(shards.map((shard) => this.redis.hot.smembers(dirtyKey(shard))))
    const heads = await this.heads.heads(dirty.flat())
    const ahead = [...heads].filter(([, { head, persisted }]) => head > persisted)
    return new Map(ahead.map(([roomId, { head }]) => [roomId, head]))
  }

  /**
   * Of those, what is still not stored. `persisted` rises only after a commit. A room of which Redis knows nothing any more
   * has lost what was seen, and stays in the answer.
   */
  async left(wanted: Map<string, number>): Promise<Map<string, number>> {
    const heads = await this.heads.heads(wanted.keys())
    return new Map([...wanted].filter(([roomId, head]) => (heads.get(roomId)?.persisted ?? 0) < head))
  }

  /** How many keys there are on all servers. */
  async keys(): Promise<number> {
    const sizes = await Promise.all(this.redis.servers().map((server) => server.hot.dbsize()))
    return sizes.reduce((sum, size) => sum + size, 0)
  }
}

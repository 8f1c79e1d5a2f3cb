import { Injectable } from '@nestjs/common'
import { Redis } from '../infra/redis.js'

// Every instance's adapter listens here, and nobody else.
const ADAPTER_CHANNEL = 'socket.io-request#/#'

@Injectable()
export class SystemStore {
  constructor(private readonly redis: Redis) {}

  /** How many instances hear each other at this moment. */
  async instances(): Promise<number> {
    const servers = this.redis.servers()
    const counts = await Promise.all(servers.map(({ hot }) => hot.pubsub('NUMSUB', ADAPTER_CHANNEL)))
    return counts.reduce<number>((sum, reply) => sum + Number((reply as [string, number])[1]), 0)
  }
}

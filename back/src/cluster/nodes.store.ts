import { Injectable } from '@nestjs/common'
import type { RedisNode } from '@papo/contract'
import type { Socket } from 'node:net'
import { Redis } from '../infra/redis.js'
import { readInfo, toNode } from './info.js'

/** How the servers of Redis fare. */
@Injectable()
export class NodesStore {
  constructor(private readonly redis: Redis) {}

  /** Those that take writes and answer, each with its replicas. */
  async nodes(): Promise<RedisNode[]> {
    const answers = await Promise.allSettled(
      this.redis.servers().map(async ({ hot }) => {
        const info = readInfo(await hot.info())
        // Where it is now: behind Sentinels the settings do not say.
        const { remoteAddress = '', remotePort = 0 } = hot.stream as Partial<Socket>
        return toNode(`${remoteAddress}:${remotePort}`, info)
      }),
    )
    return answers
      .flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
      .sort((a, b) => a.address.localeCompare(b.address, 'en', { numeric: true }))
  }
}

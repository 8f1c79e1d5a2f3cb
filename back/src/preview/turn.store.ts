import { Injectable } from '@nestjs/common'
import { Redis } from '../infra/redis.js'

/** Which pages are being asked for, and which hosts were asked a moment ago, in the whole cluster. */
@Injectable()
export class TurnStore {
  constructor(private readonly redis: Redis) {}

  /** @returns whether nobody else has it; it comes back after `ms` at the latest */
  async take(name: string, ms: number): Promise<boolean> {
    return (await this.redis.hot.set(keyOf(name), '1', 'PX', ms, 'NX')) === 'OK'
  }

  async giveBack(name: string): Promise<void> {
    await this.redis.hot.del(keyOf(name))
  }
}

const keyOf = (name: string) => `preview:${name}`

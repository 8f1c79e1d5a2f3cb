import { Inject, Injectable } from '@nestjs/common'
import { createHash } from 'node:crypto'
import { CONFIG, type Config } from '../config.js'
import { defineScript, type Script } from '../infra/lua.js'
import { Redis } from '../infra/redis.js'
import { CurrentLimits, type Rate } from './current.limits.js'
import { policiesOf, type PolicyName } from './policies.js'

const MAX_WAIT_MS = 300_000
const QUIET_MS = 60_000

export type Taken = { granted: number; retryAfterMs: number }
export type Take = { needed: number; wanted: number; refund: number }

/** Keys hold what people typed, so they are hashed: bounded, and no address book in Redis. */
const keyOf = (policy: PolicyName, key: string) =>
  `limit:${policy}:${createHash('sha256').update(key).digest('base64url').slice(0, 22)}`

/** The token buckets of the whole cluster, by Redis's clock. */
@Injectable()
export class BucketStore {
  private policies: Record<PolicyName, Rate>
  private readonly script: Script

  constructor(
    private readonly redis: Redis,
    @Inject(CONFIG) config: Config,
    limits: CurrentLimits,
  ) {
    this.policies = policiesOf(config, limits)
    limits.onChange(() => (this.policies = policiesOf(config, limits)))
    const file = new URL('./bucket.lua', import.meta.url)
    this.script = defineScript(redis, { name: 'takeTokens', file, keys: 1 })
  }

  /** @throws ioredis errors while Redis is away, so that every limit fails closed */
  async take(policy: PolicyName, key: string, { needed, wanted, refund }: Take): Promise<Taken> {
    const { capacity, limit, windowMs } = this.policies[policy]
    const args = [capacity, limit, windowMs, needed, wanted, refund, MAX_WAIT_MS, QUIET_MS]
    const [granted, retryAfterMs] = (await this.script([keyOf(policy, key)], args)) as [number, number]
    return { granted, retryAfterMs }
  }

  /** Forgets the bucket and its penalty. */
  async clear(policy: PolicyName, key: string): Promise<void> {
    await this.redis.hot.del(keyOf(policy, key))
  }
}

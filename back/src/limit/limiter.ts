import { Injectable } from '@nestjs/common'
import { ChatError, whenFull } from '../errors.js'
import { measures } from '../infra/measures.js'
import { BucketStore, type Take } from './bucket.store.js'
import { CurrentLimits } from './current.limits.js'
import { Leases } from './leases.js'
import type { PolicyName } from './policies.js'

const refusal = (policy: PolicyName) => (retryAfterMs: number) => {
  measures.limits.add(policy)
  const message = `Too many at once: wait ${Math.ceil(retryAfterMs / 1_000)} s.`
  return new ChatError('rate_limited', message, { retryAfterMs })
}

/**
 * Says who may go on. Every limit fails closed: without Redis nothing passes. Only while it is full are calls not counted:
 * reading goes on, and whatever wants to write is refused by Redis.
 */
@Injectable()
export class Limiter {
  private readonly messagesOfUser = this.leased('messagesOfUser', 5)
  private readonly messagesOfAddress = this.leased('messagesOfAddress', 50)
  private readonly callsOfUser = this.leased('callsOfUser', 20, { evenIfFull: true })
  private readonly filesOfUser = this.leased('filesOfUser', 50, { evenIfFull: true })
  private readonly callsOfAddress = this.leased('callsOfAddress', 50, { evenIfFull: true })

  constructor(
    private readonly buckets: BucketStore,
    limits: CurrentLimits,
  ) {
    limits.onChange(() => this.messagesOfUser.drop())
  }

  /** @throws ChatError `rate_limited` with `retryAfterMs` */
  async spend(policy: PolicyName, key: string, cost = 1): Promise<void> {
    const { granted, retryAfterMs } = await this.buckets.take(policy, key, {
      needed: cost,
      wanted: cost,
      refund: 0,
    })
    if (granted === 0) throw refusal(policy)(retryAfterMs)
  }

  /** For one message or other event of a room; mostly without a round trip. @throws ChatError `rate_limited` */
  async spendMessage(userId: string, address: string): Promise<void> {
    await Promise.all([this.messagesOfUser.spend(userId), this.messagesOfAddress.spend(address)])
  }

  /** For one HTTP call, of a known user or a stranger's address. @throws ChatError `rate_limited` */
  async spendCall(caller: { userId: string } | { address: string }): Promise<void> {
    if ('userId' in caller) return this.callsOfUser.spend(caller.userId)
    return this.callsOfAddress.spend(caller.address)
  }

  /** For one look at a file or picture, of which a screen may hold many. @throws ChatError `rate_limited` */
  async spendFile(userId: string): Promise<void> {
    await this.filesOfUser.spend(userId)
  }

  /** Gives back all tokens and forgets the penalty. */
  async forgive(policy: PolicyName, key: string): Promise<void> {
    await this.buckets.clear(policy, key)
  }

  private leased(policy: PolicyName, lot: number, { evenIfFull = false } = {}): Leases {
    const count = (key: string, wish: Take) => this.buckets.take(policy, key, wish)
    const countOrPass = (key: string, wish: Take) =>
      count(key, wish).catch(whenFull({ granted: wish.wanted, retryAfterMs: 0 }))
    return new Leases({ lot, refuse: refusal(policy), take: evenIfFull ? countOrPass : count })
  }
}

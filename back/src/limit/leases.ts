import type { Take, Taken } from './bucket.store.js'

type Lease = {
  tokens: number
  expiresAtMs: number
  refusedUntilMs: number
  asking: Promise<void> | undefined
}
type Options = {
  /** How many tokens are taken from the bucket at once. */
  lot: number
  take: (key: string, take: Take) => Promise<Taken>
  refuse: (retryAfterMs: number) => Error
  nowMs?: () => number
}

const LEASE_MS = 30_000
const MAX_KEYS = 20_000

/**
 * Tokens taken ahead in small lots, so that most spending needs no round trip. What is unspent after
 * thirty seconds goes back with the next lot; a lease that is dropped costs its owner less than a lot.
 */
export class Leases {
  private readonly leases = new Map<string, Lease>()
  private readonly nowMs: () => number

  constructor(private readonly options: Options) {
    this.nowMs = options.nowMs ?? (() => performance.now())
  }

  /** Takes one token. @throws what `refuse` makes, also for those who asked while the lot was on its way */
  async spend(key: string): Promise<void> {
    const lease = this.leaseOf(key)
    for (;;) {
      const now = this.nowMs()
      if (now < lease.refusedUntilMs) throw this.options.refuse(Math.ceil(lease.refusedUntilMs - now))
      if (lease.tokens > 0 && now < lease.expiresAtMs) break
      lease.asking ??= this.ask(key, lease).finally(() => (lease.asking = undefined))
      await lease.asking
    }
    lease.tokens--
  }

  /** Forgets all tokens that were taken, and all refusals: other limits hold from now on. */
  drop(): void {
    this.leases.clear()
  }

  private leaseOf(key: string): Lease {
    const known = this.leases.get(key)
    if (known) return known
    if (this.leases.size >= MAX_KEYS) this.dropOldest()
    const lease: Lease = { tokens: 0, expiresAtMs: 0, refusedUntilMs: 0, asking: undefined }
    this.leases.set(key, lease)
    return lease
  }

  private async ask(key: string, lease: Lease): Promise<void> {
    const refund = lease.tokens
    lease.tokens = 0
    const { lot, take, refuse } = this.options
    const { granted, retryAfterMs } = await take(key, { needed: 1, wanted: lot, refund })
    const now = this.nowMs()
    if (granted === 0) {
      lease.refusedUntilMs = now + retryAfterMs
      throw refuse(retryAfterMs)
    }
    lease.tokens = granted
    lease.expiresAtMs = now + LEASE_MS
  }

  private dropOldest(): void {
    const [oldest] = this.leases.keys()
    if (oldest !== undefined) this.leases.delete(oldest)
  }
}

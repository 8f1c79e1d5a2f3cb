import { ChatError } from '../errors.js'
import type { Logger } from '../logger.js'
import { FAIL_FAST, type Address, type Options } from './redis.options.js'
import type { Client, RedisServer } from './redis.server.js'

const LOOKED_AT_EVERY_MS = 2_000
const ASK_ONCE = { ...FAIL_FAST, enableOfflineQueue: true, retryStrategy: () => null }
/** After a sign that it changed, so often at most. */
const ASKED_AGAIN_MS = 100
type Range = [first: number, last: number, primary: [host: string | null, port: number]]
type Deps = {
  seeds: Address[]
  connect: (address: Address, options: Options) => Client
  serve: (address: Address) => RedisServer
  logger: Logger
}

/** Which server of a Redis Cluster holds which slot, kept up to date. */
export class SlotMap {
  private readonly servers = new Map<string, RedisServer>()
  private bySlot: (RedisServer | undefined)[] = []
  private refreshing: Promise<void> | undefined
  private timer: NodeJS.Timeout | undefined
  private soon: NodeJS.Timeout | undefined
  private ended = false

  constructor(private readonly deps: Deps) {
    const look = async () => {
      await this.refresh()
      if (!this.ended) this.timer = setTimeout(() => void look(), LOOKED_AT_EVERY_MS)
    }
    void look()
  }

  /** @throws ChatError `unavailable` while nobody is known to hold it */
  at(slot: number): RedisServer {
    const server = this.holder(slot)
    if (server) return server
    throw new ChatError('unavailable', 'Not reachable at the moment, try again.')
  }

  holder(slot: number): RedisServer | undefined {
    return this.bySlot[slot]
  }

  /** The server at an address that another one named. */
  named(address: string): RedisServer | undefined {
    return this.servers.get(address)
  }

  all(): RedisServer[] {
    return [...this.servers.values()]
  }

  /** Where the slot's server listens by now, or anyone who is known, while nobody holds it. Never rejects. */
  async whereIs(slot: number | undefined): Promise<Address> {
    await this.refresh()
    const server = slot === undefined ? undefined : this.bySlot[slot]
    const any = () => this.all().find((one) => one.isKnown)
    const { host, port } = (server ?? any())?.hot.options ?? {}
    const [seed = { host: '127.0.0.1', port: 6379 }] = this.deps.seeds
    return host && port ? { host, port } : seed
  }

  /** Something says that slots are elsewhere by now. */
  refreshSoon(): void {
    this.soon ??= setTimeout(() => {
      this.soon = undefined
      if (!this.ended) void this.refresh()
    }, ASKED_AGAIN_MS)
  }

  /** Asks whoever answers first; what nobody tells stays as it was. Never throws. */
  refresh(): Promise<void> {
    this.refreshing ??= this.ask().finally(() => (this.refreshing = undefined))
    return this.refreshing
  }

  end(): void {
    this.ended = true
    clearTimeout(this.timer)
    clearTimeout(this.soon)
  }

  private async ask(): Promise<void> {
    for (const server of this.all().filter((one) => one.isKnown)) {
      const { host, port } = server.hot.options
      if (host && port && (await this.askOne(server.hot, { host, port }))) return
    }
    for (const seed of this.deps.seeds) {
      const client = this.deps.connect(seed, ASK_ONCE)
      client.on('error', () => undefined)
      const answered = await this.askOne(client, seed)
      client.disconnect()
      if (answered) return
    }
    this.deps.logger.warn({}, 'no node of the redis cluster answers')
  }

  private async askOne(client: Client, asked: Address): Promise<boolean> {
    try {
      const ranges = (await client.cluster('SLOTS')) as unknown as Range[]
      // A node that is cut off may know of no slots, or of old ones; one that is not asks nobody.
      if (ranges.length === 0 || /^cluster_state:fail/m.test(String(await client.cluster('INFO'))))
        return false
      if (!this.ended) this.take(ranges, asked)
      return true
    } catch {
      return false
    }
  }

  private take(ranges: Range[], asked: Address): void {
    const bySlot: (RedisServer | undefined)[] = []
    const named = new Set<string>()
    for (const [first, last, [host, port]] of ranges) {
      const address = { host: host || asked.host, port }
      const name = `${address.host}:${port}`
      const server = this.servers.get(name) ?? this.deps.serve(address)
      this.servers.set(name, server)
      named.add(name)
      for (let slot = first; slot <= last; slot++) bySlot[slot] = server
    }
    this.bySlot = bySlot
    for (const [name, server] of this.servers) {
      if (named.has(name)) continue
      this.servers.delete(name)
      server.disconnect()
    }
  }
}

import { Inject, Injectable } from '@nestjs/common'
import { CONFIG, type Config } from '../config.js'
import { ChatError } from '../errors.js'
import type { Counted } from './cap.store.js'
import type { Peer } from './channels.js'

/** The sockets of this instance. */
@Injectable()
export class Connections {
  private readonly byUser = new Map<string, Set<Peer>>()
  private readonly perAddress = new Map<string, number>()

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** @throws ChatError `rate_limited` when the user or the address has too many sockets already here */
  add(socket: Peer): void {
    const { userId, address } = socket.data
    const sockets = this.byUser.get(userId) ?? new Set<Peer>()
    const fromAddress = this.perAddress.get(address) ?? 0
    if (sockets.size >= this.config.MAX_SOCKETS_PER_USER || fromAddress >= this.config.MAX_SOCKETS_PER_IP)
      throw new ChatError('rate_limited', 'Too many connections.', { retryAfterMs: 10_000 })
    this.byUser.set(userId, sockets.add(socket))
    this.perAddress.set(address, fromAddress + 1)
  }

  /** @returns whether it was among them */
  remove(socket: Peer): boolean {
    const { userId, address } = socket.data
    const sockets = this.byUser.get(userId)
    if (!sockets?.delete(socket)) return false
    if (sockets.size === 0) this.byUser.delete(userId)
    const left = (this.perAddress.get(address) ?? 1) - 1
    if (left > 0) this.perAddress.set(address, left)
    else this.perAddress.delete(address)
    return true
  }

  /** Of the socket's user and of its address, also when the socket is gone. */
  countsOf({ data }: Peer): [Counted, Counted] {
    return [
      this.now({ of: 'user', key: data.userId, count: 0 }),
      this.now({ of: 'address', key: data.address, count: 0 }),
    ]
  }

  allCounts(): Counted[] {
    const counts = (of: Counted['of'], keys: Iterable<string>) =>
      [...keys].map((key) => this.now({ of, key, count: 0 }))
    return [...counts('user', this.byUser.keys()), ...counts('address', this.perAddress.keys())]
  }

  /** The same with the number of this moment. */
  now({ of, key }: Counted): Counted {
    const count = of === 'user' ? this.byUser.get(key)?.size : this.perAddress.get(key)
    return { of, key, count: count ?? 0 }
  }

  of(userId: string): Peer[] {
    return [...(this.byUser.get(userId) ?? [])]
  }

  has(userId: string): boolean {
    return this.byUser.has(userId)
  }

  userIds(): string[] {
    return [...this.byUser.keys()]
  }

  *all(): Iterable<Peer> {
    for (const sockets of this.byUser.values()) yield* sockets
  }
}

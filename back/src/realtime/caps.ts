import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { CONFIG, type Config } from '../config.js'
import { ChatError, isUnavailable, whenFull } from '../errors.js'
import { LOGGER, type Logger } from '../logger.js'
import { type Counted, CapStore, LEASED_EVERY_MS, RESTATED_EVERY_MS } from './cap.store.js'
import type { Peer } from './channels.js'
import { Connections } from './connections.js'

const TURNS = Math.ceil(RESTATED_EVERY_MS / LEASED_EVERY_MS)

/** How many sockets one user and one address may have, on all instances together. */
@Injectable()
export class Caps implements OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined
  /** What is still to be said again in this round: a Redis that lost its memory learns it so. */
  private round: Counted[] = []
  private turn = 0

  constructor(
    private readonly store: CapStore,
    private readonly connections: Connections,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.tick(), LEASED_EVERY_MS)
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer)
  }

  /** For a socket that is among the connections already. @throws ChatError `rate_limited`; ioredis errors */
  async claim(socket: Peer): Promise<void> {
    const { MAX_SOCKETS_PER_USER, MAX_SOCKETS_PER_IP } = this.config
    const [ofUser, ofAddress] = this.connections.countsOf(socket)
    // A Redis that is full can be read: whoever wants to is let in, as far as this instance alone would.
    const [user, address] = await Promise.all([
      this.store.claim(ofUser, MAX_SOCKETS_PER_USER).catch(whenFull(true)),
      this.store.claim(ofAddress, MAX_SOCKETS_PER_IP).catch(whenFull(true)),
    ])
    if (!user || !address)
      throw new ChatError('rate_limited', 'Too many connections.', { retryAfterMs: 10_000 })
  }

  /** For one that is no longer among them. */
  release(socket: Peer): void {
    this.say(this.connections.countsOf(socket)).catch((error: unknown) => this.report(error))
  }

  private async tick(): Promise<void> {
    try {
      await this.store.renew()
      if (this.turn-- <= 0) [this.turn, this.round] = [TURNS, this.connections.allCounts()]
      await this.say(this.round.splice(0, Math.ceil(this.round.length / Math.max(1, this.turn))))
    } catch (error) {
      this.report(error)
    }
  }

  private async say(all: Counted[]): Promise<void> {
    // The number as it is now: what was true when the round began may not be any more.
    await Promise.all(all.map((one) => this.store.state(this.connections.now(one))))
  }

  private report(error: unknown): void {
    if (isUnavailable(error)) this.logger.warn({ err: error }, 'sockets not counted')
    else this.logger.error({ err: error }, 'sockets not counted')
  }
}

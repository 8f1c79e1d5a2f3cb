import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import type { Presence, UserChange } from '@papo/contract'
import { Redis, type Client } from '../infra/redis.js'
import { LOGGER, type Logger } from '../logger.js'

/** What every instance must hear of, besides the rooms' own events. */
export type ControlEntry =
  | { type: 'session.ended'; sessionIds: string[] }
  | { type: 'member.changed'; roomId: string; userId: string }
  | { type: 'room.deleted'; roomId: string }
  | { type: 'user.changed'; userId: string; change: UserChange }
  | { type: 'profile.changed'; userId: string }
  | { type: 'blocks.changed'; userId: string }
  | { type: 'contact.changed'; userId: string; otherId: string }
  | { type: 'upload.changed'; userId: string; fileId: string }
  | { type: 'installation.changed' }
  | { type: 'presence.changed'; changes: { userId: string; state: Presence; seenAtMs?: number }[] }

/** One stream for the cluster; presence writes to it from its own script, so they share a slot. */
export const CONTROL_KEY = '{papo}:control'
export const CONTROL_KEPT = 10_000
const BLOCK_MS = 5_000
const READ_AT_ONCE = 500

type Listener = (entry: ControlEntry) => void

/**
 * A short log that all instances read. Unlike pub/sub it survives a lost connection: the reader goes on
 * where it was, and calls `onGap` when entries were dropped meanwhile, so that everything is checked anew.
 */
@Injectable()
export class ControlLog implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly listeners: Listener[] = []
  private readonly gapListeners: (() => void)[] = []
  private reader: Client | undefined
  private last: string | undefined
  /** Set by every new connection, whose server may hold another past. */
  private unsure = true
  private stopped = false

  constructor(
    private readonly redis: Redis,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Resolves when the entry is in the log. @throws ioredis errors while Redis is away */
  async say(entry: ControlEntry): Promise<void> {
    await this.redis.hot.xadd(CONTROL_KEY, 'MAXLEN', '~', CONTROL_KEPT, '*', 'e', JSON.stringify(entry))
  }

  on(listener: Listener): void {
    this.listeners.push(listener)
  }

  /** Also called once at the start, when whatever was said before may have been missed. */
  onGap(listener: () => void): void {
    this.gapListeners.push(listener)
  }

  onApplicationBootstrap(): void {
    if (this.listeners.length === 0) return
    this.reader = this.redis.waiting('control', CONTROL_KEY)
    this.reader.on('ready', () => (this.unsure = true))
    void this.follow(this.reader)
  }

  onApplicationShutdown(): void {
    this.stopped = true
  }

  private async follow(reader: Client): Promise<void> {
    while (!this.stopped) {
      try {
        if (this.unsure) await this.findPlace(reader)
        await this.read(reader)
      } catch (error) {
        if (this.stopped) return
        this.unsure = true
        this.logger.warn({ err: error }, 'control log: reading again')
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    }
  }

  private async findPlace(reader: Client): Promise<void> {
    this.unsure = false
    const [[oldest], [newest]] = await Promise.all([
      reader.xrange(CONTROL_KEY, '-', '+', 'COUNT', 1),
      reader.xrevrange(CONTROL_KEY, '+', '-', 'COUNT', 1),
    ])
    const [first, head] = [oldest?.[0] ?? '0-0', newest?.[0] ?? '0-0']
    // From the very beginning nothing can be missing but what was trimmed, and that is long ago.
    const sinceStart = this.last === '0-0' || compareIds(first, this.last ?? '0-0') <= 0
    const whole = this.last && sinceStart && compareIds(this.last, head) <= 0
    if (whole) return
    this.last = head
    for (const listener of this.gapListeners) listener()
  }

  private async read(reader: Client): Promise<void> {
    const from = this.last ?? '0-0'
    const options = ['COUNT', READ_AT_ONCE, 'BLOCK', BLOCK_MS] as const
    const reply = await reader.xread(...options, 'STREAMS', CONTROL_KEY, from)
    for (const [, entries] of reply ?? []) {
      for (const [id, fields] of entries) {
        this.last = id
        const entry = JSON.parse(fields[1] ?? 'null') as ControlEntry
        for (const listener of this.listeners) listener(entry)
      }
      if (entries.length >= READ_AT_ONCE) await this.checkTrimmed(reader, from)
    }
  }

  /** So far behind, entries after `from` may have been trimmed before they were read. */
  private async checkTrimmed(reader: Client, from: string): Promise<void> {
    const [oldest] = await reader.xrange(CONTROL_KEY, '-', '+', 'COUNT', 1)
    if (oldest && compareIds(oldest[0], from) > 0) for (const listener of this.gapListeners) listener()
  }
}

/** Orders stream ids, `<ms>-<n>`. */
function compareIds(a: string, b: string): number {
  const [aMs = 0, aN = 0] = a.split('-').map(Number)
  const [bMs = 0, bN = 0] = b.split('-').map(Number)
  return aMs - bMs || aN - bN
}

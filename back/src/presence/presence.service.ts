import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import type { CommandPayload } from '@papo/contract'
import { isUnavailable } from '../errors.js'
import { LOGGER, type Logger } from '../logger.js'
import { type Op, PresenceStore } from './presence.store.js'

const TICK_MS = 2_000
const RENEW_EVERY_TICKS = 4
/** Someone who reloads a page is not offline meanwhile. */
const GRACE_MS = 4_000

type Here = { sockets: Map<string, 'online' | 'idle'>; leftAtMs: number | undefined }
type Connected = { id: string; data: { userId: string } }

/** The people with sockets on this instance. */
@Injectable()
export class PresenceService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly people = new Map<string, Here>()
  /** Whose state here has changed in this turn of the event loop: a crowd is told of at once. */
  private readonly changed = new Set<string>()
  private timer: NodeJS.Timeout | undefined
  private ticks = 0

  constructor(
    private readonly store: PresenceStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.store.onRun(() => {
      this.renewSoon()
      this.fillKept()
    })
    this.timer = setInterval(() => this.tick(), TICK_MS)
  }

  /** Leases are left to end: people who come back on another instance were never away. */
  onApplicationShutdown(): void {
    clearInterval(this.timer)
  }

  came({ id, data }: Connected): void {
    const here = this.people.get(data.userId) ?? { sockets: new Map(), leftAtMs: undefined }
    const isKnown = here.sockets.size > 0 && stateOf(here) === 'online'
    here.sockets.set(id, 'online')
    here.leftAtMs = undefined
    this.people.set(data.userId, here)
    if (!isKnown) this.saySoon(data.userId)
  }

  left({ id, data }: Connected): void {
    const here = this.people.get(data.userId)
    const before = here && stateOf(here)
    if (!here?.sockets.delete(id)) return
    if (here.sockets.size === 0) here.leftAtMs = performance.now()
    else if (stateOf(here) !== before) this.saySoon(data.userId)
  }

  /** `idle` is one tab's, `dnd` the person's for now; `online` ends both, but not what their settings say. */
  async set(
    caller: { userId: string; socketId: string },
    { state }: CommandPayload<'presence:set'>,
  ): Promise<Record<string, never>> {
    const { userId, socketId } = caller
    const here = this.people.get(userId)
    if (state !== 'dnd') here?.sockets.set(socketId, state)
    const choice: [string, Op][] =
      state === 'dnd' ? [[userId, 'dnd']] : state === 'online' ? [[userId, 'free']] : []
    await this.apply([...choice, [userId, here ? stateOf(here) : 'online']])
    return {}
  }

  /**
   * The person's setting: they are seen so whenever they are online, whatever their tabs say. May run while their
   * row is locked, so nothing here waits for rows.
   * @throws while Redis is away
   */
  async keepDnd(userId: string, dnd: boolean): Promise<void> {
    const gone = await this.store.run([[userId, dnd ? 'keep' : 'release']])
    this.store.markSeen(gone).catch((error: unknown) => this.report(error))
  }

  private fillKept(): void {
    this.store.fillKept().catch((error: unknown) => this.report(error))
  }

  private tick(): void {
    this.ticks++
    const now = performance.now()
    const gone = [...this.people].filter(
      ([, here]) => here.leftAtMs !== undefined && now - here.leftAtMs > GRACE_MS,
    )
    for (const [userId] of gone) this.people.delete(userId)
    const renewed = this.ticks % RENEW_EVERY_TICKS === 0 ? [...this.people] : []
    this.say([
      ...gone.map(([userId]): [string, Op] => [userId, 'gone']),
      ...renewed.map(([userId, here]): [string, Op] => [userId, stateOf(here)]),
    ])
  }

  private saySoon(userId: string): void {
    if (this.changed.size === 0) setImmediate(() => this.sayChanged())
    this.changed.add(userId)
  }

  private sayChanged(): void {
    const userIds = [...this.changed]
    this.changed.clear()
    this.say(
      userIds.flatMap((userId): [string, Op][] => {
        const here = this.people.get(userId)
        // Who has gone meanwhile is as they were for a while yet.
        return here && here.sockets.size > 0 ? [[userId, stateOf(here)]] : []
      }),
    )
  }

  private say(ops: [string, Op][]): void {
    this.apply(ops).catch((error: unknown) => this.report(error))
  }

  /** Nobody says again what failed here, so it is said with all the rest. @throws what the store throws */
  private async apply(ops: [string, Op][]): Promise<void> {
    try {
      await this.store.apply(ops)
    } catch (error) {
      this.renewSoon()
      throw error
    }
  }

  private renewSoon(): void {
    this.ticks = -1
  }

  private report(error: unknown): void {
    // The next renewal tells what was missed.
    if (isUnavailable(error)) this.logger.warn({ err: error }, 'presence is away')
    else this.logger.error({ err: error }, 'presence')
  }
}

const stateOf = ({ sockets }: Here): Op =>
  sockets.size > 0 && [...sockets.values()].every((state) => state === 'idle') ? 'idle' : 'online'

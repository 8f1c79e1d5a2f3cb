import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { setTimeout as pause } from 'node:timers/promises'
import { Postgres } from '../infra/postgres.js'
import { Redis } from '../infra/redis.js'
import { LOGGER, type Logger } from '../logger.js'
import { Lateness, TICK_MS } from './lateness.js'

/** Connections that are still coming about so soon after the start are nothing amiss. */
const STARTING_MS = 2_000
const LOOK_AGAIN_MS = 50

/** Whether this process can serve. */
@Injectable()
export class Readiness implements OnApplicationShutdown {
  private draining = false
  private resting = false
  private begun: Promise<void> | undefined
  private readonly checks: (() => string[])[] = []
  private readonly lateness = new Lateness(performance.now())
  private readonly timer = setInterval(() => this.lateness.tick(performance.now()), TICK_MS)

  constructor(
    private readonly postgres: Postgres,
    private readonly redis: Redis,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** From now on no new work is wanted here, for good. */
  drain(): void {
    this.draining = true
  }

  /** The same for a while. */
  rest(isResting: boolean): void {
    this.resting = isResting
  }

  get isDraining(): boolean {
    return this.draining || this.resting
  }

  /** Asks this besides; it must have made up its mind for good, and answer at once. */
  also(check: () => string[]): void {
    this.checks.push(check)
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer)
  }

  /** @returns what is amiss, nothing when ready */
  async problems(): Promise<string[]> {
    if (this.isDraining) return ['draining']
    await (this.begun ??= this.begin())
    const problems = [
      ...(await this.away()),
      ...(this.lateness.overloaded ? ['overloaded'] : []),
      ...this.checks.flatMap((check) => check()),
    ]
    if (problems.length > 0) this.logger.warn({ problems }, 'not ready')
    return problems
  }

  private async begin(): Promise<void> {
    const untilMs = performance.now() + STARTING_MS
    while (performance.now() < untilMs && !this.isDraining && (await this.away()).length > 0)
      await pause(LOOK_AGAIN_MS)
  }

  private async away(): Promise<string[]> {
    const [postgres, redis] = await Promise.allSettled([this.postgres.ping(), this.redis.ping()])
    return [
      ...(postgres.status === 'rejected' ? ['postgres'] : []),
      ...(redis.status === 'rejected' ? ['redis'] : []),
    ]
  }
}

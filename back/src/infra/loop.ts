import { setTimeout as pause } from 'node:timers/promises'

export type LoopOptions = {
  /** @returns whether there may be more to do at once */
  step: () => Promise<boolean>
  /** Between two looks when there was nothing. */
  everyMs: number
  /** Between two looks when nobody woke it, and there was nothing for a while; `everyMs` if left out. */
  restMs?: number
  /** Whether looks are left out for now. */
  isHeld?: () => boolean
  afterFailureMs: number
  onFailure: (error: unknown) => void
}

/** Stays awake for as long after it was woken, or found something. */
const AWAKE_MS = 5_000

/** Does some of what is due, again and again, until it is told to end. A failure is one look less. */
export class Loop {
  private readonly stopping = new AbortController()
  private ended = Promise.resolve()
  private awakeUntilMs = 0
  private lookedAtMs = -Infinity

  constructor(private readonly options: LoopOptions) {}

  start(): void {
    this.ended = this.run()
  }

  /** There may be something to do. */
  wake(nowMs = performance.now()): void {
    this.awakeUntilMs = nowMs + AWAKE_MS
  }

  /** Resolves once nothing is under way any more. */
  async end(): Promise<void> {
    this.stopping.abort()
    await this.ended
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping
    while (!signal.aborted) {
      const waitMs = await this.look()
      if (waitMs > 0) await pause(waitMs, undefined, { signal }).catch(() => undefined)
    }
  }

  /** One step, unless it rests or is held. @returns how long there is nothing to do (ms) */
  async look(nowMs = performance.now()): Promise<number> {
    if (this.isResting(nowMs) || this.options.isHeld?.()) return this.options.everyMs
    this.lookedAtMs = nowMs
    try {
      if (!(await this.options.step())) return this.options.everyMs
      this.wake(nowMs)
      return 0
    } catch (error) {
      this.options.onFailure(error)
      return this.options.afterFailureMs
    }
  }

  private isResting(nowMs: number): boolean {
    const { restMs = 0 } = this.options
    return nowMs > this.awakeUntilMs && nowMs < this.lookedAtMs + restMs
  }
}

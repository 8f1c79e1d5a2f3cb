import { Injectable } from '@nestjs/common'
import { Readiness } from '../health/readiness.js'

/** A pass under way for this long hangs: its transactions end themselves long before. */
const STUCK_AFTER_MS = 60_000
const FAILING_AFTER_MS = 15_000
/** The sweeper brings back what is dirty every second, so whoever still fails has failed a moment ago. */
const FORGIVEN_AFTER_MS = 30_000

/** Whether this worker gets on with storing. It says no only after a while, so that a hiccup changes nothing. */
@Injectable()
export class PersistHealth {
  private readonly passes = new Set<{ sinceMs: number }>()
  private failingSinceMs: number | undefined
  private failedMs = 0

  constructor(readiness: Readiness) {
    readiness.also(() => this.problems(performance.now()))
  }

  /** @returns what is to be called when the pass has ended, however it did */
  began(sinceMs = performance.now()): () => void {
    const pass = { sinceMs }
    this.passes.add(pass)
    return () => this.passes.delete(pass)
  }

  succeeded(): void {
    this.failingSinceMs = undefined
  }

  failed(nowMs = performance.now()): void {
    if (nowMs - this.failedMs > FORGIVEN_AFTER_MS) this.failingSinceMs = undefined
    this.failedMs = nowMs
    this.failingSinceMs ??= nowMs
  }

  problems(nowMs: number): string[] {
    const stuck = [...this.passes].some(({ sinceMs }) => nowMs - sinceMs > STUCK_AFTER_MS)
    const recent = nowMs - this.failedMs < FORGIVEN_AFTER_MS
    const failing =
      this.failingSinceMs !== undefined && this.failedMs - this.failingSinceMs > FAILING_AFTER_MS
    return stuck || (failing && recent) ? ['storing'] : []
  }
}

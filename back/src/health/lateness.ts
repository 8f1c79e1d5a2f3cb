export const TICK_MS = 500
const LATE_MS = 500
const ON_TIME_MS = 100
/** So many ticks in a row: ten seconds or more of late ones, some five of those on time. */
const ENOUGH = 10

/**
 * Whether the event loop is so busy that nobody is served well: its ticks have been late for ten seconds on end. It counts
 * as recovered after some five seconds on time, and one pause, however long, is one late tick.
 */
export class Lateness {
  private dueMs: number
  private late = 0
  private onTime = 0
  private is = false

  constructor(nowMs: number) {
    this.dueMs = nowMs + TICK_MS
  }

  get overloaded(): boolean {
    return this.is
  }

  tick(nowMs: number): void {
    const byMs = nowMs - this.dueMs
    this.late = byMs >= LATE_MS ? this.late + 1 : 0
    this.onTime = byMs < ON_TIME_MS ? this.onTime + 1 : 0
    if (this.late >= ENOUGH) this.is = true
    if (this.onTime >= ENOUGH) this.is = false
    this.dueMs = nowMs + TICK_MS
  }
}

/** A pass that stores more leaves more behind: the next one begins at once. */
const BACKLOG_ROWS = 500
/**
 * Between two passes otherwise: a busy cluster's messages share transactions. A pass costs much the same whatever it
 * stores, so where few rows come they wait ever longer for company; nobody waits for them, they are safe in the log.
 */
const PAUSE_MS = { first: 20, busy: 10, most: 250 }
const BUSY_PER_SECOND = 400

/** How soon one pass follows another. */
export class Pace {
  /** Before the next pass. */
  waitMs = PAUSE_MS.first
  isBacklog = false

  /** @param pass how many rows it stored, and how long it took with the pause before it */
  passed({ rows, tookMs }: { rows: number; tookMs: number }): void {
    this.isBacklog = rows > BACKLOG_ROWS
    if (this.isBacklog) this.waitMs = 0
    else if ((1_000 * rows) / tookMs >= BUSY_PER_SECOND) this.waitMs = PAUSE_MS.busy
    else this.waitMs = Math.min(2 * Math.max(this.waitMs, PAUSE_MS.busy), PAUSE_MS.most)
  }
}

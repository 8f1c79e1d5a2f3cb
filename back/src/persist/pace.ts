/** A pass that stores more leaves more behind: the next one begins at once. */
const BACKLOG_ROWS = 500
/**
 * Between two passes otherwise: a busy cluster's messages share transactions. A pass costs much the same whatever it
 * stores, so where few rows come they wait ever longer for company; nobody waits for them, they are safe in the log.
 * Where many come the pause is as long as the pass, so that on a full machine storing makes room for messages. A pass that
 * found nothing waits longest: so the next message wakes no worker, which costs more than it does to be looked for.
 */
const PAUSE_MS = { first: 20, least: 10, most: 250 }
const BUSY_PER_SECOND = 400

/** How soon one pass follows another. */
export class Pace {
  /** Before the next pass. */
  waitMs = PAUSE_MS.first
  isBacklog = false

  /** @param pass how many rows it stored, and how long it took */
  passed({ rows, tookMs }: { rows: number; tookMs: number }): void {
    this.isBacklog = rows > BACKLOG_ROWS
    const isBusy = (1_000 * rows) / (this.waitMs + tookMs) >= BUSY_PER_SECOND
    const slowerMs = rows === 0 ? PAUSE_MS.most : 2 * this.waitMs
    const wantedMs = Math.max(isBusy ? tookMs : slowerMs, PAUSE_MS.least)
    this.waitMs = this.isBacklog ? 0 : Math.min(wantedMs, PAUSE_MS.most)
  }
}

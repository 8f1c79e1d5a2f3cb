// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const POLL_MS = 100
const STALL_MS = 20_000

/** What stands in PostgreSQL of a set of rooms, and when it was committed (the server keeps commit times). */
export class Committed {
  #base = 0

  /** @param {string} databaseUrl @param {string[]} roomIds which get the same number of messages each */
  constructor(databaseUrl, roomIds) {
    this.pool = new pg.Pool({ connectionString: databaseUrl, max: 1 })
    this.roomIds = roomIds
  }

  /** From here on, only what comes counts. Everything sent so far must be committed. */
  async mark() {
    const sql = `SELECT coalesce(max(seq), 0)::int AS last FROM message WHERE room_id = ANY($1::uuid[]) GROUP BY room_id`
    const { rows } = await this.pool.query(sql, [this.roomIds])
    const lasts = new Set(rows.map(({ last }) => last))
    if (lasts.size > 1) throw new Error('the rooms do not stand at the same seq')
    this.#base = rows[0]?.last ?? 0
  }

  /** Until so many rows have come, or none for a while. @param {number} expected @returns {Promise<number>} */
  async arrive(expected) {
    let movedAt = Date.now()
    for (let last = -1; ; await sleep(POLL_MS)) {
      const [{ rows: count }] = await this.#ask('count(*)::int AS rows')
      if (count >= expected || Date.now() - movedAt > STALL_MS) return count
      if (count !== last) movedAt = Date.now()
      last = count
    }
  }

  /** When the last row was committed (ms of the epoch), and how long after its acceptance rows were. */
  async times() {
    const commit = `extract(epoch FROM pg_xact_commit_timestamp(xmin))`
    const lag = `1000 * (${commit} - extract(epoch FROM at))`
    const percentiles = `percentile_disc(ARRAY[0.5, 0.99]) WITHIN GROUP (ORDER BY ${lag})`
    const [row] = await this.#ask(`max(${commit})::float8 * 1000 AS last, ${percentiles}::float8[] AS lags`)
    return { lastAtMs: row.last, p50Ms: row.lags[0], p99Ms: row.lags[1] }
  }

  close() {
    return this.pool.end()
  }

  /** @param {string} columns @returns {Promise<any[]>} */
  async #ask(columns) {
    const sql = `SELECT ${columns} FROM message WHERE room_id = ANY($1::uuid[]) AND seq > $2`
    const { rows } = await this.pool.query(sql, [this.roomIds, this.#base])
    return rows
  }
}

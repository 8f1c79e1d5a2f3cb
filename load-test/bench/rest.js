// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { Failure } from '../../scripts/failure.mjs'

const POLL_MS = 100
const WITHIN_MS = 60_000

/** Search takes in what was stored seconds after a flood, and would fall on whatever runs next. */
export class Rest {
  /** One connection to each for all: a process of PostgreSQL that ends beside a run would take its CPU along. */
  #pools = /** @type {Map<string, pg.Pool>} */ (new Map())

  /** @param {import('./processes.js').Bench} bench */
  constructor({ ending }) {
    ending.add(() => Promise.all([...this.#pools.values()].map((pool) => pool.end())))
  }

  /** Resolves when search has taken in all that is stored there. @param {string} databaseUrl of Papo */
  async come(databaseUrl) {
    const pool = this.#pools.get(databaseUrl) ?? this.#open(databaseUrl)
    for (const untilMs = Date.now() + WITHIN_MS; Date.now() < untilMs; await sleep(POLL_MS)) {
      const { rows } = await pool.query('SELECT EXISTS (SELECT 1 FROM search_due) AS due')
      if (!rows[0].due) return
    }
    throw new Failure('search did not take in what was stored')
  }

  /** @param {string} connectionString */
  #open(connectionString) {
    const pool = new pg.Pool({ connectionString, max: 1, idleTimeoutMillis: 0 })
    this.#pools.set(connectionString, pool)
    return pool
  }
}

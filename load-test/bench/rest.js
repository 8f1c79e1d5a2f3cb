// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { Failure } from '../../scripts/failure.mjs'

const POLL_MS = 100
const WITHIN_MS = 60_000

/** Search takes in what was stored seconds after a flood, and would fall on whatever runs next. */
export class Rest {
  /** One connection for all: a process of PostgreSQL that ends beside a run would take its CPU along. */
  #pool

  /** @param {import('./processes.js').Bench} bench */
  constructor({ stores, ending }) {
    this.#pool = new pg.Pool({ connectionString: stores.papo.databaseUrl, max: 1, idleTimeoutMillis: 0 })
    ending.add(() => this.#pool.end())
  }

  /** Resolves when search has taken in all that was stored. */
  async come() {
    for (const untilMs = Date.now() + WITHIN_MS; Date.now() < untilMs; await sleep(POLL_MS)) {
      const { rows } = await this.#pool.query('SELECT EXISTS (SELECT 1 FROM search_due) AS due')
      if (!rows[0].due) return
    }
    throw new Failure('search did not take in what was stored')
  }
}

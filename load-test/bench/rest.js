// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { Failure } from '../../scripts/failure.mjs'

const POLL_MS = 100
const WITHIN_MS = 60_000

/**
 * Until search has taken in what was stored: it follows a flood by seconds, and would fall on whatever runs next.
 * @param {string} databaseUrl
 */
export async function atRest(databaseUrl) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    for (const untilMs = Date.now() + WITHIN_MS; Date.now() < untilMs; await sleep(POLL_MS)) {
      const { rows } = await client.query('SELECT EXISTS (SELECT 1 FROM search_due) AS due')
      if (!rows[0].due) return
    }
  } finally {
    await client.end()
  }
  throw new Failure('search did not take in what was stored')
}

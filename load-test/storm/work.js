// @ts-check
import { cpuUsOfTree } from '../bench/cpu.js'

/**
 * @typedef {{ calls: Map<string, number>, cpuUs: number, at: number }} Look
 * @typedef {{ calls: Map<string, number>, cpuUs: number, ms: number }} Work what PostgreSQL did in between
 */

/** What PostgreSQL needs to count its statements. */
export const SETTINGS = { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.max': '10000' }

/** @param {import('pg').Pool} db */
export const countStatements = (db) => db.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements')

/** @param {import('pg').Pool} db @param {number} pid of PostgreSQL @returns {Promise<() => Promise<Work>>} ends it */
export async function watchPostgres(db, pid) {
  const before = await look(db, pid)
  return async () => {
    const after = await look(db, pid)
    const grown = [...after.calls].map(
      ([text, calls]) => /** @type {const} */ ([text, calls - (before.calls.get(text) ?? 0)]),
    )
    return {
      calls: new Map(grown.filter(([, calls]) => calls > 0)),
      cpuUs: after.cpuUs - before.cpuUs,
      ms: after.at - before.at,
    }
  }
}

/**
 * The statements of one time beyond those of a quiet one: what is stored meanwhile goes on either way. A statement that
 * ran less often than in the quiet time takes nothing from the others.
 * @param {Work} work @param {Work} quiet
 * @returns {[text: string, calls: number][]} most frequent first
 */
export function beyond(work, quiet) {
  const usual = (/** @type {string} */ text) => ((quiet.calls.get(text) ?? 0) * work.ms) / quiet.ms
  return [...work.calls]
    .map(([text, calls]) => /** @type {[string, number]} */ ([text, Math.round(calls - usual(text))]))
    .filter(([, calls]) => calls > 0)
    .sort(([, a], [, b]) => b - a)
}

/** @param {import('pg').Pool} db @param {number} pid @returns {Promise<Look>} */
async function look(db, pid) {
  const { rows } = await db.query(
    `SELECT query, sum(calls)::float8 AS calls FROM pg_stat_statements
     WHERE query NOT LIKE '%pg_stat_statements%' GROUP BY query`,
  )
  return {
    calls: new Map(rows.map(({ query, calls }) => [query, calls])),
    cpuUs: cpuUsOfTree(pid),
    at: performance.now(),
  }
}

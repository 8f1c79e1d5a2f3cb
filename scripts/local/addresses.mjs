// @ts-check
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** @typedef {{ DATABASE_URL: string, REDIS_URL: string, UPLOADS_DIR: string }} Addresses of the stores that run */

/** @param {string} dir */
const fileOf = (dir) => join(dir, 'stores.json')

/**
 * Leaves word of where the stores are, for commands that come while they run.
 * @param {string} dir
 * @param {NodeJS.ProcessEnv} env
 */
export function writeAddresses(dir, { DATABASE_URL, REDIS_URL, UPLOADS_DIR }) {
  rmSync(fileOf(dir), { force: true })
  writeFileSync(fileOf(dir), JSON.stringify({ DATABASE_URL, REDIS_URL, UPLOADS_DIR }), { mode: 0o600 })
}

/** @param {string} dir @returns {Addresses | undefined} */
export const readAddresses = (dir) =>
  existsSync(fileOf(dir)) ? JSON.parse(readFileSync(fileOf(dir), 'utf8')) : undefined

// @ts-check
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../ports.mjs'
import { startPostgres } from '../postgres.mjs'
import { startRedis } from '../redis.mjs'
import { writeAddresses } from './addresses.mjs'
import { externalService } from './services.mjs'

/**
 * @typedef {{
 *   dir: string,
 *   supervisor: ReturnType<typeof import('./supervisor.mjs').createSupervisor>,
 *   console: import('./services.mjs').Console,
 *   say: (line: string) => void,
 * }} Place `dir` keeps everything between runs
 */

const NOTHING_KEPT =
  'no redis-server or valkey-server here, so a JavaScript stand-in runs: fine for a look, but slow, and it KEEPS ' +
  'NOTHING when it ends (Debian, Ubuntu: sudo apt-get install redis-server)'

/**
 * Starts the databases that the environment does not name.
 * @param {Place} place
 * @returns {Promise<NodeJS.ProcessEnv>} the environment of our own processes
 */
export async function startStores(place) {
  const env = {
    ...process.env,
    DATABASE_URL: process.env['DATABASE_URL'] || (await startDatabase(place)),
    REDIS_URL: process.env['REDIS_URL'] || (await startMemory(place)),
    UPLOADS_DIR: process.env['UPLOADS_DIR'] || join(place.dir, 'uploads'),
    ...signingKey(place.dir),
  }
  writeAddresses(place.dir, env)
  return env
}

/** @param {Place} place */
async function startDatabase({ dir, supervisor, console }) {
  const port = await freePort()
  let url = ''
  const start = async () => {
    const postgres = await startPostgres({ dir, port })
    url = await postgres.createDatabase('papo')
    return postgres
  }
  await supervisor.start([externalService('PostgreSQL', start, console)])
  return url
}

/** @param {Place} place */
async function startMemory({ dir, supervisor, console, say }) {
  const port = await freePort()
  let keeps = true
  const start = async () => {
    const redis = await startRedis({ dir: join(dir, 'redis'), port })
    keeps = redis.keeps
    return redis
  }
  await supervisor.start([externalService('Redis', start, console)])
  if (!keeps) say(NOTHING_KEPT)
  return `redis://127.0.0.1:${port}`
}

/**
 * The key that signs sessions, unless the environment brings one: made once, so that people stay signed in.
 * @param {string} dir
 * @returns {NodeJS.ProcessEnv}
 */
function signingKey(dir) {
  if (process.env['JWT_SECRET'] || process.env['JWT_SECRET_FILE']) return {}
  const path = join(dir, 'secret')
  if (!existsSync(path)) writeFileSync(path, randomBytes(48).toString('base64url'), { mode: 0o600 })
  return { JWT_SECRET: readFileSync(path, 'utf8').trim() }
}

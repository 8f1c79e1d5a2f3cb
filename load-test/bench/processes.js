// @ts-check
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launch, stopChild, waitForLine } from '../../scripts/child.mjs'
import { Failure } from '../../scripts/failure.mjs'
import { freePort } from '../../scripts/ports.mjs'
import { startPostgres } from '../../scripts/postgres.mjs'
import { findRedis, startRedis } from '../../scripts/redis.mjs'
import { UNLIMITED } from '../unlimited.js'
import { findCentrifuge } from './centrifuge.js'

const START_TIMEOUT_MS = 60_000

/** Papo as it ships, but for the limits. */
const PAPO_SETTINGS = {
  ...UNLIMITED,
  NODE_ENV: 'production',
  JWT_SECRET: 'of-the-benchmark-and-of-nothing-else-at-all',
  JWT_EXPIRES_IN: '12h',
  SEARCH_LIMIT: '100000000',
  BACKLOG_LIMIT: '50000',
}

/** Of the compose files; and whoever stores must say when. */
const POSTGRES_SETTINGS = { shared_buffers: '512MB', track_commit_timestamp: 'on' }

const PROGRAMS = /** @type {const} */ ({
  back: { path: 'back/dist/main.js', side: 'papo' },
  worker: { path: 'back/dist/worker.js', side: 'papo' },
  bare: { path: 'load-test/bench/baseline/bare-socket-io.js', side: 'baseline' },
  jobPerMessage: { path: 'load-test/bench/baseline/job-per-message.js', side: 'baseline' },
  centrifuge: { path: 'load-test/bench/baseline/centrifuge', side: 'baseline' }, // built first, by Go
})

/**
 * @typedef {{ pid: number, origin: string, stop: (signal?: NodeJS.Signals) => Promise<unknown> }} Program
 * @typedef {{ redisUrl: string, redisPid: number, databaseUrl: string, postgresPid: number,
 *   postgresLog: import('node:stream').Readable | null }} Stores
 * @typedef {{ papo: Stores, baseline: Stores, createDatabase: (name: string) => Promise<string> }} BothStores
 *   `createDatabase` answers the URL of one more, for a second Papo
 * @typedef {{ stores: BothStores, ending: Ending, say: (line: string) => void, profileDir?: string | undefined }} Bench
 */

/** Everything that was started, ended in reverse. */
export class Ending {
  /** @type {(() => Promise<unknown>)[]} */
  #steps = []

  /** @param {() => Promise<unknown>} step */
  add(step) {
    this.#steps.push(step)
  }

  async run() {
    for (const step of this.#steps.splice(0).reverse()) await step().catch(() => undefined)
  }
}

/**
 * Real servers, new and empty: a Redis with `appendfsync always` for each side, so that neither pays for the other,
 * and a PostgreSQL that knows when each row was committed.
 * @param {Ending} ending
 * @returns {Promise<BothStores>}
 */
export async function startStores(ending) {
  if (!findRedis()) throw new Failure('the benchmark needs a real redis-server or valkey-server')
  const dir = await mkdtemp(join(tmpdir(), 'papo-bench-'))
  ending.add(() => rm(dir, { recursive: true, force: true }))
  const postgres = await startPostgres({ dir, settings: POSTGRES_SETTINGS })
  ending.add(() => postgres.stop())
  const shared = {
    databaseUrl: await postgres.createDatabase('papo'),
    postgresPid: pidOf(postgres),
    postgresLog: postgres.child.stderr,
  }
  const redis = async (/** @type {string} */ side) => {
    const server = await startRedis({ dir: join(dir, side) })
    ending.add(server.stop)
    return { redisUrl: server.url, redisPid: pidOf(server) }
  }
  return {
    papo: { ...shared, ...(await redis('papo')) },
    baseline: { ...shared, ...(await redis('baseline')) },
    createDatabase: postgres.createDatabase,
  }
}

/**
 * @param {keyof typeof PROGRAMS} name
 * @param {Bench} bench
 * @param {{ [name: string]: string }} [env]
 * @returns {Promise<Program>} when it says that it is ready
 */
export async function start(name, { stores, ending, say, profileDir }, env = {}) {
  const port = Number(env['PORT'] ?? (await freePort()))
  const { redisUrl: REDIS_URL, databaseUrl: DATABASE_URL } = stores[PROGRAMS[name].side]
  const settings = { ...PAPO_SETTINGS, PORT: String(port), REDIS_URL, DATABASE_URL, ...env }
  const profile = profileDir
    ? ['--cpu-prof', `--cpu-prof-dir=${profileDir}`, `--cpu-prof-name=${name}-${port}`]
    : []
  const child = launch(await commandOf(name, say, profile), {
    env: { PATH: process.env['PATH'], ...settings },
  })
  ending.add(async () => {
    child.kill('SIGCONT') // a benchmark that failed may have left it stopped
    await stopChild(child)
  })
  await waitForLine(child, /"msg":"(listening|working)"/, AbortSignal.timeout(START_TIMEOUT_MS))
  listen(child, (line) => say(`  ${name} ${port}: ${line}`))
  const stop = (/** @type {NodeJS.Signals} */ signal = 'SIGTERM') => stopChild(child, { signal })
  return { pid: pidOf({ child }), origin: `http://127.0.0.1:${port}`, stop }
}

/** @param {keyof typeof PROGRAMS} name @param {(line: string) => void} say @param {string[]} options of Node */
async function commandOf(name, say, options) {
  const { path } = PROGRAMS[name]
  const file = fileURLToPath(new URL(`../../${path}`, import.meta.url))
  if (!existsSync(file)) throw new Failure(`${path} is missing: npm run build`)
  if (name !== 'centrifuge') return [process.execPath, ...options, file]
  const built = await findCentrifuge(say)
  if (!built) throw new Failure('Centrifugo was not built')
  return [built]
}

/**
 * Passes on what a server complains of, and that it ended, unless we asked for it.
 * @param {import('node:child_process').ChildProcess} child
 * @param {(line: string) => void} complain
 */
function listen(child, complain) {
  child.stderr?.on('data', (data) => complain(String(data).trim()))
  child.stdout?.on('data', (data) => {
    for (const line of String(data).split('\n')) if (/"level":"(error|fatal)"/.test(line)) complain(line)
  })
  child.once('exit', (code, signal) => {
    if (code !== 0 && !child.killed) complain(`ended with ${signal ?? code}`)
  })
}

/** @param {{ child: { pid?: number | undefined } }} started */
function pidOf({ child }) {
  if (child.pid === undefined) throw new Failure('a program did not start')
  return child.pid
}

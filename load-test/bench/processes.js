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

const START_TIMEOUT_MS = 60_000
const MANY = '100000000'

/** Papo as it ships, but for the limits, which would stop a benchmark. */
const PAPO_SETTINGS = {
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  JWT_SECRET: 'of-the-benchmark-and-of-nothing-else-at-all',
  JWT_EXPIRES_IN: '12h',
  THROTTLE_LIMIT: MANY,
  THROTTLE_BURST: MANY,
  THROTTLE_IP_LIMIT: MANY,
  ROOM_THROTTLE_LIMIT: MANY,
  ROOM_OPS_LIMIT: MANY,
  ROOM_OPS_BURST: MANY,
  AUTH_IP_LIMIT: MANY,
  MAX_SOCKETS_PER_IP: '20000',
  BACKLOG_LIMIT: MANY,
}

const PROGRAMS = {
  back: 'back/dist/main.js',
  worker: 'back/dist/worker.js',
  bare: 'load-test/bench/baseline/bare-socket-io.js',
  jobPerMessage: 'load-test/bench/baseline/job-per-message.js',
}

/** @typedef {{ pid: number, port: number, origin: string }} Program */
/** @typedef {Awaited<ReturnType<typeof startStores>>} Stores */
/** @typedef {{ stores: Stores, ending: Ending, say: (line: string) => void }} Bench */

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
 * A real Redis with `appendfsync always` and a PostgreSQL that knows when each row was committed, both new and empty.
 * @param {Ending} ending
 */
export async function startStores(ending) {
  if (!findRedis()) throw new Failure('the benchmark needs a real redis-server or valkey-server')
  const dir = await mkdtemp(join(tmpdir(), 'papo-bench-'))
  ending.add(() => rm(dir, { recursive: true, force: true }))
  const redis = await startRedis({ dir: join(dir, 'redis') })
  ending.add(redis.stop)
  const postgres = await startPostgres({ dir, settings: { track_commit_timestamp: 'on' } })
  ending.add(() => postgres.stop())
  const databaseUrl = await postgres.createDatabase('papo')
  return { redisUrl: redis.url, redisPid: pidOf(redis), databaseUrl, postgresPid: pidOf(postgres) }
}

/**
 * @param {keyof typeof PROGRAMS} name
 * @param {{ stores: Stores, ending: Ending, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<Program>} when it says that it is ready
 */
export async function start(name, { stores, ending, env = {} }) {
  const file = fileURLToPath(new URL(`../../${PROGRAMS[name]}`, import.meta.url))
  if (!existsSync(file)) throw new Failure(`${PROGRAMS[name]} is missing: build first`)
  const port = await freePort()
  const settings = {
    PORT: String(port),
    REDIS_URL: stores.redisUrl,
    DATABASE_URL: stores.databaseUrl,
    ...env,
  }
  const child = launch([process.execPath, file], {
    env: { PATH: process.env['PATH'], ...PAPO_SETTINGS, ...settings },
  })
  ending.add(async () => {
    child.kill('SIGCONT') // a benchmark that failed may have left it stopped
    await stopChild(child)
  })
  await waitForLine(child, /"msg":"(listening|working)"/, AbortSignal.timeout(START_TIMEOUT_MS))
  child.stdout?.resume()
  child.stderr?.resume()
  return { pid: pidOf({ child }), port, origin: `http://127.0.0.1:${port}` }
}

/** @param {{ child: { pid?: number | undefined } }} started */
function pidOf({ child }) {
  if (child.pid === undefined) throw new Failure('a program did not start')
  return child.pid
}

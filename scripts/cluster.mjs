// @ts-check
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findHaproxy, startHaproxy } from './haproxy.mjs'
import { freePort } from './ports.mjs'
import { startPostgres } from './postgres.mjs'
import { startRedis } from './redis.mjs'
import { externalService, nodeService } from './services.mjs'
import { createSupervisor } from './supervisor.mjs'

/**
 * @typedef {{
 *   dir: string, host: string, port: number, instances: number,
 *   address: string, verbose: boolean, say: (line: string) => void,
 * }} ClusterOptions
 * @typedef {ClusterOptions & {
 *   supervisor: ReturnType<typeof createSupervisor>,
 *   console: import('./services.mjs').Console,
 * }} Cluster
 */

/**
 * Runs everything on this machine until a signal asks it to stop.
 * @param {ClusterOptions} options
 */
export async function runCluster(options) {
  const { say, dir, verbose } = options
  const supervisor = createSupervisor(say)
  const signalled = untilSignalled()
  const cluster = { ...options, supervisor, console: { dir: join(dir, 'logs'), verbose, say } }
  try {
    await Promise.race([startAll(cluster), signalled])
    await signalled
  } finally {
    say('stopping')
    await supervisor.stop()
  }
  say('stopped')
}

/** @returns {Promise<void>} */
function untilSignalled() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve()) // a second Ctrl-C must not tear down what the first is closing
  })
}

/** @param {Cluster} cluster */
async function startAll(cluster) {
  const { instances, supervisor, console } = cluster
  const env = {
    NODE_ENV: 'production',
    ...process.env,
    DATABASE_URL: process.env['DATABASE_URL'] || (await startDatabase(cluster)),
    REDIS_URL: process.env['REDIS_URL'] || (await startMemory(cluster)),
    ...secret(cluster.dir),
    UPLOADS_DIR: process.env['UPLOADS_DIR'] || join(cluster.dir, 'uploads'),
  }
  const worker = { name: 'worker', file: 'back/dist/worker.js', ready: /"msg":"working"/, env }
  await supervisor.start([nodeService(worker, console)])
  const shared = instances > 1 && mayShare(cluster)
  if (shared) await startBehindProxy(cluster, env)
  else await startOne(cluster, env)
  cluster.say(`running at ${cluster.address}${shared ? ` (${instances} instances)` : ''}; Ctrl-C stops it`)
}

/** @param {Cluster} cluster */
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

/** @param {Cluster} cluster */
async function startMemory({ dir, supervisor, console, say }) {
  const port = await freePort()
  let keeps = true
  const start = async () => {
    const redis = await startRedis({ dir: join(dir, 'redis'), port })
    keeps = redis.keeps
    return redis
  }
  await supervisor.start([externalService('Redis', start, console)])
  if (!keeps)
    say(
      'no redis-server or valkey-server here, so a JavaScript stand-in runs: fine for a look, but slow, and it KEEPS ' +
        'NOTHING when it ends (Debian, Ubuntu: sudo apt-get install redis-server)',
    )
  return `redis://127.0.0.1:${port}`
}

/** @param {Cluster} cluster */
function mayShare({ instances, say }) {
  if (findHaproxy()) return true
  say(
    `${instances} instances need HAProxy, which is not here (Debian, Ubuntu: sudo apt-get install haproxy): starting one`,
  )
  return false
}

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 */
const backProgram = (name, env) => ({ name, file: 'back/dist/main.js', ready: /"msg":"listening"/, env })

/**
 * @param {Cluster} cluster
 * @param {NodeJS.ProcessEnv} env
 */
async function startOne({ host, port, supervisor, console }, env) {
  const own = { ...env, HOST: host, PORT: String(port) }
  await supervisor.start([nodeService(backProgram('back', own), console)])
}

/**
 * @param {Cluster} cluster
 * @param {NodeJS.ProcessEnv} env
 */
async function startBehindProxy({ instances, host, port, supervisor, console }, env) {
  const ports = await Promise.all(Array.from({ length: instances }, () => freePort()))
  const own = { ...env, HOST: '127.0.0.1', TRUST_PROXY: 'loopback' }
  await supervisor.start(
    ports.map((backPort, index) =>
      nodeService(backProgram(`back ${index + 1}`, { ...own, PORT: String(backPort) }), console),
    ),
  )
  const backs = ports.map((backPort) => `127.0.0.1:${backPort}`)
  await supervisor.start([externalService('HAProxy', () => startHaproxy({ backs, host, port }), console)])
}

/**
 * The key that signs sessions, unless the environment brings one: made once, so that people stay signed in over a restart.
 * @param {string} dir
 * @returns {NodeJS.ProcessEnv}
 */
function secret(dir) {
  if (process.env['JWT_SECRET'] || process.env['JWT_SECRET_FILE']) return {}
  const path = join(dir, 'secret')
  if (!existsSync(path)) writeFileSync(path, randomBytes(48).toString('base64url'), { mode: 0o600 })
  return { JWT_SECRET: readFileSync(path, 'utf8').trim() }
}

// @ts-check
import { join } from 'node:path'
import { sayOnce } from './console-lines.mjs'
import { findHaproxy, startHaproxy } from '../haproxy.mjs'
import { freePort } from '../ports.mjs'
import { externalService, nodeService } from './services.mjs'
import { startStores } from './stores.mjs'
import { createSupervisor } from './supervisor.mjs'

/**
 * @typedef {{
 *   dir: string, host: string, port: number, instances: number,
 *   address: string, verbose: boolean, say: (line: string) => void,
 * }} ClusterOptions
 * @typedef {ClusterOptions & import('./stores.mjs').Place} Cluster
 */

/**
 * Runs a cluster on this machine until a signal asks it to stop.
 * @param {ClusterOptions} options
 * @param {(cluster: Cluster) => Promise<void>} [startAll]
 */
export async function runCluster(options, startAll = startEverything) {
  const { say, dir, verbose } = options
  const supervisor = createSupervisor(say)
  const signalled = untilSignalled()
  try {
    const console = { dir: join(dir, 'logs'), verbose, tell: sayOnce(say) }
    await Promise.race([startAll({ ...options, supervisor, console }), signalled])
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
async function startEverything(cluster) {
  const { instances, supervisor, console, address, say } = cluster
  const env = { NODE_ENV: 'production', ...(await startStores(cluster)) }
  await supervisor.start([nodeService(workerProgram(env), console)])
  const shared = instances > 1 && mayShare(cluster)
  if (shared) await startBehindProxy(cluster, env)
  else await startOne(cluster, env)
  say(`running at ${address}${shared ? ` (${instances} instances)` : ''}; Ctrl-C stops it`)
}

/** @param {Cluster} cluster */
function mayShare({ instances, say }) {
  if (findHaproxy()) return true
  const advice = 'Debian, Ubuntu: sudo apt-get install haproxy'
  say(`${instances} instances need HAProxy, which is not here (${advice}): starting one`)
  return false
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {import('./services.mjs').Program}
 */
export const workerProgram = (env) => ({
  name: 'worker',
  args: ['back/dist/worker.js'],
  ready: /"msg":"working"/,
  env,
})

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @returns {import('./services.mjs').Program}
 */
export const backProgram = (name, env) => ({
  name,
  args: ['back/dist/main.js'],
  ready: /"msg":"listening"/,
  env,
})

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
  const programs = ports.map((backPort, index) =>
    backProgram(`back ${index + 1}`, { ...own, PORT: String(backPort) }),
  )
  await supervisor.start(programs.map((program) => nodeService(program, console)))
  const backs = ports.map((backPort) => `127.0.0.1:${backPort}`)
  await supervisor.start([externalService('HAProxy', () => startHaproxy({ backs, host, port }), console)])
}

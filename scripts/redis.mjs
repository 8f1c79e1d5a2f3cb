// @ts-check
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { launch, stopChild, waitForLine } from './child.mjs'
import { Failure, messageOf } from './failure.mjs'
import { freePort } from './ports.mjs'

const REAL_SERVERS = ['redis-server', 'valkey-server']
const START_TIMEOUT_MS = 60_000

/**
 * @typedef {{
 *   dir: string,
 *   port?: number,
 *   settings?: Record<string, string>,
 *   javascriptOnly?: boolean,
 * }} RedisOptions `dir` holds the append-only file; `settings` are lines of redis.conf (maxmemory, appendfsync …)
 * @typedef {{
 *   url: string,
 *   port: number,
 *   name: string,
 *   keeps: boolean,
 *   stop: () => Promise<void>,
 *   kill: () => Promise<void>,
 *   child: import('node:child_process').ChildProcess,
 * }} Redis `keeps` is false for the JavaScript server: what it holds is gone when it stops. `kill` is a crash
 */

/** @returns {string | undefined} the name of the Redis program that runs on this machine */
export const findRedis = () => REAL_SERVERS.find((name) => spawnSync(name, ['--version']).status === 0)

/**
 * A real server appends every write to its file before it answers, as production does.
 * @param {string} name
 * @param {{ port: number, dir: string, settings: Record<string, string> }} options
 */
function realCommand(name, { port, dir, settings }) {
  const all = {
    port: String(port),
    bind: '127.0.0.1',
    dir,
    appendonly: 'yes',
    appendfsync: 'always',
    save: '',
    'maxmemory-policy': 'noeviction',
    ...settings,
  }
  return [name, ...Object.entries(all).flatMap(([key, value]) => [`--${key}`, value])]
}

/** @param {number} port */
function javascriptCommand(port) {
  const entry = createRequire(import.meta.url).resolve('js-redis-server')
  return [process.execPath, join(dirname(entry), 'cli.js'), '--port', String(port)]
}

/**
 * Starts a Redis on loopback: redis-server or valkey-server where the machine has one, else the JavaScript one.
 * The same `dir` and `port` bring a stopped server back with its data.
 * @param {RedisOptions} options
 * @returns {Promise<Redis>}
 */
export async function startRedis({ dir, port: wanted, settings = {}, javascriptOnly = false }) {
  const real = javascriptOnly ? undefined : findRedis()
  const port = wanted ?? (await freePort())
  const data = resolve(dir)
  mkdirSync(data, { recursive: true })
  const child = launch(real ? realCommand(real, { port, dir: data, settings }) : javascriptCommand(port))
  const name = real ?? 'js-redis-server'
  try {
    await waitForLine(
      child,
      real ? /Ready to accept connections/ : /\n/,
      AbortSignal.timeout(START_TIMEOUT_MS),
    )
  } catch (error) {
    await stopChild(child, { signal: 'SIGKILL' })
    throw new Failure(`${name} did not start: ${messageOf(error)}`)
  }
  const kill = async () => void (await stopChild(child, { signal: 'SIGKILL' }))
  // The JavaScript server takes ten seconds over SIGTERM, and has nothing to save.
  const stop = real ? async () => void (await stopChild(child, { timeoutMs: 20_000 })) : kill
  child.stdout?.resume()
  child.stderr?.resume()
  return { url: `redis://127.0.0.1:${port}`, port, name, keeps: Boolean(real), child, stop, kill }
}

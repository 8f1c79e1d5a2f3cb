// @ts-check
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isRunning, launch, stopChild } from './child.mjs'
import { Failure } from './failure.mjs'
import { freePort } from './ports.mjs'

const CONFIG = fileURLToPath(new URL('../haproxy/haproxy.cfg', import.meta.url))
const DEADLINE_MS = 15_000

/**
 * @typedef {{
 *   backs: string[],
 *   port?: number,
 *   host?: string,
 *   settings?: Record<string, string>,
 * }} HaproxyOptions `backs` are addresses like 127.0.0.1:3001; `settings` the names that haproxy.cfg takes from outside
 * @typedef {{
 *   url: string,
 *   port: number,
 *   child: import('node:child_process').ChildProcess,
 *   command: (line: string) => Promise<string>,
 *   reload: (backs: string[]) => Promise<void>,
 *   stop: () => Promise<void>,
 * }} Haproxy `command` speaks to the admin socket, for instance `set server instances/back1 state maint`
 */

/** @returns {boolean} whether the machine has HAProxy */
export const findHaproxy = () => spawnSync('haproxy', ['-v']).status === 0

/**
 * The production configuration with named addresses (back1, back2 …) in place of those found by DNS.
 * @param {string[]} backs
 * @returns {string}
 */
export function renderConfig(backs) {
  const template = /^( *)server-template .*$/gm
  const config = readFileSync(CONFIG, 'utf8')
  return config.replace(template, (_, indent) =>
    backs.map((address, index) => `${indent}server back${index + 1} ${address}`).join('\n'),
  )
}

/**
 * Starts HAProxy in front of the given instances and waits until it serves.
 * @param {HaproxyOptions} options
 * @returns {Promise<Haproxy>}
 */
export async function startHaproxy(options) {
  if (!findHaproxy()) throw new Failure('HAProxy is not installed (Debian: apt-get install haproxy)')
  const dir = mkdtempSync(join(tmpdir(), 'papo-haproxy-'))
  try {
    return await startIn(dir, options)
  } catch (error) {
    rmSync(dir, { recursive: true, force: true })
    throw error
  }
}

/**
 * @param {string} dir for the configuration and the admin socket
 * @param {HaproxyOptions} options
 * @returns {Promise<Haproxy>}
 */
async function startIn(dir, options) {
  const { host = '127.0.0.1', port = await freePort() } = options
  const paths = { config: join(dir, 'haproxy.cfg'), socket: join(dir, 'admin') }
  const binds = { BIND: `${host}:${port}`, STATS_BIND: `127.0.0.1:${await freePort()}` }
  const env = { ...process.env, ADMIN_SOCKET: paths.socket, ...binds, ...options.settings }
  writeConfig(paths.config, options.backs, env)
  const child = launch(['haproxy', '-W', '-db', '-f', paths.config], { env })
  const command = (/** @type {string} */ line) => ask(paths.socket, line)
  let serving = await nextProcessId({ child, command, before: '' })
  return {
    url: `http://${host}:${port}`,
    port,
    child,
    command,
    reload: async (backs) => {
      writeConfig(paths.config, backs, env)
      child.kill('SIGUSR2')
      serving = await nextProcessId({ child, command, before: serving })
    },
    stop: async () => {
      await stopChild(child)
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/**
 * Nothing starts or reloads with a configuration that HAProxy refuses.
 * @param {string} path
 * @param {string[]} backs
 * @param {NodeJS.ProcessEnv} env
 */
function writeConfig(path, backs, env) {
  writeFileSync(path, renderConfig(backs))
  const { status, stderr } = spawnSync('haproxy', ['-c', '-f', path], { env, encoding: 'utf8' })
  if (status !== 0) throw new Failure(`HAProxy refuses its configuration:\n${stderr.trim()}`)
}

/**
 * One line to the admin socket, its whole answer back.
 * @param {string} path
 * @param {string} line
 * @returns {Promise<string>}
 */
function ask(path, line) {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = createConnection(path, () => socket.write(`${line}\n`))
    socket.on('data', (data) => (answer += data.toString()))
    socket.on('end', () => resolve(answer.trim()))
    socket.on('error', reject)
  })
}

/**
 * Waits until a process other than `before` answers the admin socket: the start, or a reload, is done.
 * @param {{ child: import('node:child_process').ChildProcess, command: Haproxy['command'], before: string }} options
 * @returns {Promise<string>} its process id
 */
async function nextProcessId({ child, command, before }) {
  let log = ''
  const listen = (/** @type {Buffer} */ data) => (log = (log + data.toString()).slice(-4000))
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', listen)
  const deadline = Date.now() + DEADLINE_MS
  for (;;) {
    const info = await command('show info').catch(() => '')
    const processId = /^Pid: (\d+)$/m.exec(info)?.[1]
    if (processId && processId !== before) return processId
    if (!isRunning(child) || Date.now() > deadline) {
      await stopChild(child)
      throw new Failure(`HAProxy did not start: ${/.*(ALERT|cannot).*/.exec(log)?.[0] ?? 'no answer'}`)
    }
    await new Promise((wake) => setTimeout(wake, 25))
  }
}

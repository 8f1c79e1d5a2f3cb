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
  const template = /^( *)server-template .*$/m
  const config = readFileSync(CONFIG, 'utf8')
  if (!template.test(config)) throw new Error('haproxy.cfg has no server-template line')
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
  const { host = '127.0.0.1', port = await freePort() } = options
  const dir = mkdtempSync(join(tmpdir(), 'papo-haproxy-'))
  const paths = { config: join(dir, 'haproxy.cfg'), socket: join(dir, 'admin') }
  const env = {
    ...process.env,
    ADMIN_SOCKET: paths.socket,
    BIND: `${host}:${port}`,
    STATS_BIND: `127.0.0.1:${await freePort()}`,
    ...options.settings,
  }
  /** @param {string[]} backs */
  const write = (backs) => {
    writeFileSync(paths.config, renderConfig(backs))
    const { status, stderr } = spawnSync('haproxy', ['-c', '-f', paths.config], { env, encoding: 'utf8' })
    if (status !== 0) throw new Failure(`HAProxy refuses its configuration:\n${stderr.trim()}`)
  }
  write(options.backs)
  const child = launch(['haproxy', '-W', '-db', '-f', paths.config], { env })
  const command = (/** @type {string} */ line) => ask(paths.socket, line)
  let serving = await nextProcessId({ child, command, before: '' })
  return {
    url: `http://${host}:${port}`,
    port,
    child,
    command,
    reload: async (backs) => {
      write(backs)
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

// @ts-check
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { launch, waitForLine } from '../../scripts/child.mjs'
import { Failure } from '../../scripts/failure.mjs'
import { UNLIMITED } from '../unlimited.js'
import { MEMORY_SHIM } from './memory.js'

/**
 * @typedef {{ role: 'main' | 'worker', port: number, child: import('node:child_process').ChildProcess,
 *   wanted: boolean }} Papo `wanted`: none of us ended it.
 */

const START_TIMEOUT_MS = 60_000
/** Tokens outlive the longest row of runs: people register once. */
const SETTINGS = {
  ...UNLIMITED,
  NODE_ENV: 'test',
  LOG_LEVEL: 'info',
  TRUST_PROXY: 'loopback',
  JWT_EXPIRES_IN: '12h',
}

/**
 * An instance or a worker, as it is built.
 * @param {Papo['role']} role
 * @param {{ port: number, env: { [name: string]: string } }} how
 * @returns {Promise<Papo>} once it serves
 */
export async function launchPapo(role, { port, env }) {
  const file = fileURLToPath(new URL(`../../back/dist/${role}.js`, import.meta.url))
  if (!existsSync(file)) throw new Failure(`${file} is missing: npm run build`)
  const ports = role === 'main' ? { PORT: String(port) } : { HEALTH_PORT: String(port) }
  const child = launch([process.execPath, '--expose-gc', MEMORY_SHIM, file], {
    env: { PATH: process.env['PATH'], ...SETTINGS, ...ports, ...env },
  })
  await waitForLine(child, /"msg":"(listening|working)"/, AbortSignal.timeout(START_TIMEOUT_MS))
  return { role, port, child, wanted: true }
}

/** Tells of an end that nobody wanted, and of lines of the log that name an alarm. @param {Papo} papo @param {(incident: string) => void} tell */
export function watch(papo, tell) {
  const { child, role } = papo
  child.once('exit', (code, signal) => {
    if (papo.wanted) tell(`${role} ended by itself with ${signal ?? code}`)
  })
  const read = (/** @type {Buffer} */ data) => {
    for (const line of String(data).split('\n'))
      if (/"level":"fatal"|"alarm":"(conflict|quarantine)"/.test(line)) tell(line)
  }
  child.stdout?.on('data', read)
  child.stderr?.on('data', read)
}

/** @param {number} port */
export async function isReady(port) {
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined)
  return answer?.ok ?? false
}

// @ts-check
import { execFile } from 'node:child_process'
import { messageOf } from './failure.mjs'
import { ROOT } from './run.mjs'

const OUTPUT_MAX_BYTES = 64 * 1024 * 1024
const PAUSE_MS = 200

/** Ends every command and every wait of this process, but those that clean up. */
export const stop = new AbortController()

/**
 * Runs a program in the folder of the project, for a bounded time.
 * @param {string[]} command program and arguments
 * @param {{ timeoutMs: number, env?: NodeJS.ProcessEnv, cleansUp?: boolean }} options
 * @returns {Promise<{ ok: boolean, output: string }>} both outputs, standard output first
 */
export function attempt([program = '', ...args], { timeoutMs, env = process.env, cleansUp = false }) {
  const signal = cleansUp ? undefined : stop.signal
  const options = {
    cwd: ROOT,
    env,
    timeout: timeoutMs,
    maxBuffer: OUTPUT_MAX_BYTES,
    ...(signal && { signal }),
  }
  return new Promise((resolve) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      const late = error?.killed ? `\nstopped after ${timeoutMs / 1000} s` : ''
      resolve({ ok: !error, output: `${stdout}${stderr}${late}`.trim() })
    })
  })
}

/**
 * Polls until the probe answers something true; an error of the probe is a "not yet".
 * @template T
 * @param {string} what names the wait in the error
 * @param {number} timeoutMs
 * @param {() => Promise<T> | T} probe
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(what, timeoutMs, probe) {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    let problem = ''
    const answer = await Promise.resolve()
      .then(probe)
      .catch((error) => void (problem = ` (${messageOf(error)})`))
    if (answer) return answer
    stop.signal.throwIfAborted()
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs / 1000} s: ${what}${problem}`)
    await new Promise((wake) => setTimeout(wake, PAUSE_MS))
  }
}

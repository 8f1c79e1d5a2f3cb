// @ts-check
import { join } from 'node:path'
import { launch, stopChild, waitForLine } from '../child.mjs'
import { importantInJson, importantInText, readLines } from './console-lines.mjs'
import { Failure } from '../failure.mjs'
import { openLogFile } from './log-file.mjs'
import { ROOT } from '../run.mjs'

const START_TIMEOUT_MS = 90_000
const DRAIN_TIMEOUT_MS = 30_000

/**
 * @typedef {import('./supervisor.mjs').Service} Service
 * @typedef {{ dir: string, verbose: boolean, tell: (who: string, what: string) => void }} Console
 * `dir` is where the log files go; `verbose` tells every line, else only what matters
 * @typedef {{ name: string, args: string[], ready: RegExp, env: NodeJS.ProcessEnv }} Program
 * `args` are Node's, from the root; `ready` is found in the line that the program prints when it serves
 */

/**
 * Writes a service's lines to its file, and shows what matters.
 * @param {string} name
 * @param {(line: string) => string | undefined} important
 * @param {Console} console
 */
function logging(name, important, { dir, verbose, tell }) {
  const write = openLogFile(join(dir, `${name.replaceAll(' ', '-')}.log`))
  return (/** @type {import('node:child_process').ChildProcess} */ child) =>
    readLines(child, (line) => {
      write(line)
      const shown = verbose ? line : important(line)
      if (shown) tell(name, shown)
    })
}

/**
 * A process of ours: an instance of the back, or a worker.
 * @param {Program} program
 * @param {Console} console
 * @returns {Service}
 */
export function nodeService({ name, args, ready, env }, console) {
  const listen = logging(name, importantInJson, console)
  return {
    name,
    async start(stopping) {
      const child = launch([process.execPath, '--enable-source-maps', ...args], { env, cwd: ROOT })
      listen(child)
      const stop = async () => void (await stopChild(child, { timeoutMs: DRAIN_TIMEOUT_MS }))
      try {
        await waitForLine(child, ready, AbortSignal.any([stopping, AbortSignal.timeout(START_TIMEOUT_MS)]))
      } catch {
        await stop()
        throw new Failure(
          `${name} did not start: see ${join(console.dir, `${name.replaceAll(' ', '-')}.log`)}`,
        )
      }
      return { child, stop }
    },
  }
}

/**
 * A database or proxy, started by its own function.
 * @param {string} name
 * @param {() => Promise<import('./supervisor.mjs').Running>} start must bring it back where it was: same port and data
 * @param {Console} console
 * @returns {Service}
 */
export function externalService(name, start, console) {
  const listen = logging(name, importantInText, console)
  return {
    name,
    async start() {
      const running = await start()
      listen(running.child)
      return running
    },
  }
}

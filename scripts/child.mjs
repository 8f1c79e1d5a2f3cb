// @ts-check
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'

/**
 * @typedef {import('node:child_process').ChildProcess} ChildProcess
 * @typedef {{ env?: NodeJS.ProcessEnv, cwd?: string, uid?: number, gid?: number, stdin?: 'ignore' | 'pipe' }} LaunchOptions
 */

/** @type {boolean | undefined} */
let hasSetpriv

/**
 * Command words that make the kernel end a child whose parent was killed without a chance to say so (Linux).
 * @param {'INT' | 'TERM' | 'KILL'} signal
 * @returns {string[]}
 */
export function endWithParent(signal) {
  hasSetpriv ??= spawnSync('setpriv', ['--pdeathsig', 'TERM', '--', 'true']).status === 0
  return hasSetpriv ? ['setpriv', '--pdeathsig', signal, '--'] : []
}

/**
 * Starts a program with piped output. It gets a process group of its own: a Ctrl-C at the terminal
 * reaches only us, and we stop the children in order.
 * @param {string[]} command program and arguments
 * @param {LaunchOptions} [options]
 * @returns {ChildProcess}
 */
export function launch(command, options = {}) {
  const { stdin = 'ignore', ...rest } = options
  const [program = '', ...args] = [...endWithParent('TERM'), ...command]
  const child = spawn(program, args, { ...rest, stdio: [stdin, 'pipe', 'pipe'], detached: true })
  child.on('error', () => undefined) // a missing program also ends the waits below, by its exit code
  return child
}

/** @param {ChildProcess} child */
export const isRunning = (child) =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null

/**
 * Resolves when the child has printed a matching line (stdout or stderr).
 * @param {ChildProcess} child
 * @param {RegExp} pattern
 * @param {AbortSignal} giveUp for instance AbortSignal.timeout(60_000)
 * @returns {Promise<void>} rejects with the last output when the child ends first or the signal fires
 */
export function waitForLine(child, pattern, giveUp) {
  return new Promise((resolve, reject) => {
    let output = ''
    const finished = new AbortController()
    /** @param {string} problem */
    const fail = (problem) => {
      finished.abort()
      reject(new Error(output ? `${problem}:\n${output.trim()}` : problem))
    }
    const onExit = () => fail('it ended before it was ready')
    /** @param {Buffer} data */
    const read = (data) => {
      output = (output + data.toString()).slice(-8000)
      if (!pattern.test(output)) return
      finished.abort()
      resolve()
    }
    const streams = [child.stdout, child.stderr]
    for (const stream of streams) stream?.on('data', read)
    finished.signal.addEventListener('abort', () => {
      for (const stream of streams) stream?.off('data', read)
      child.off('close', onExit).off('error', onExit)
    })
    giveUp.addEventListener('abort', () => fail('it was not ready in time'), { signal: finished.signal })
    child.once('close', onExit).once('error', onExit)
  })
}

/**
 * Asks a child to end and waits for it; one that does not is killed after the bound.
 * @param {ChildProcess} child
 * @param {{ signal?: NodeJS.Signals, timeoutMs?: number }} [options]
 * @returns {Promise<boolean>} whether it ended by itself
 */
export async function stopChild(child, { signal = 'SIGTERM', timeoutMs = 10_000 } = {}) {
  if (!isRunning(child)) return true
  const ended = once(child, 'exit')
  child.kill(signal)
  let killed = false
  const timer = setTimeout(() => {
    killed = true
    child.kill('SIGKILL')
  }, timeoutMs)
  await ended
  clearTimeout(timer)
  return !killed
}

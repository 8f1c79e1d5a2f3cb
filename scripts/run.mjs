// @ts-check
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { endWithParent } from './child.mjs'
import { Failure } from './failure.mjs'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/**
 * Runs a program to its end, in the folder of the project.
 * @param {string[]} command program and arguments
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, show?: boolean, echo?: boolean }} [options]
 * `show` lets it write to our terminal, which gives us no output; `echo` repeats its output as it comes
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, { env = process.env, cwd = ROOT, show = false, echo = false } = {}) {
  const [program = '', ...args] = [...endWithParent('TERM'), ...command]
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', ...(show ? SHOWN : PIPED)] })
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (/** @type {Buffer} */ data) => {
        output += data.toString()
        if (echo) process.stdout.write(data)
      })
    child.once('error', (error) => resolve({ code: 127, output: error.message }))
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
/** @type {['inherit', 'inherit']} */
const SHOWN = ['inherit', 'inherit']
/** @type {['pipe', 'pipe']} */
const PIPED = ['pipe', 'pipe']

/** The npm that runs us, else the one on the path. */
export const npm = process.env['npm_execpath']?.endsWith('.js')
  ? [process.execPath, process.env['npm_execpath']]
  : ['npm']

/**
 * As `run`, for steps that must succeed.
 * @param {string} what names the step in the message
 * @param {string[]} command
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 */
export async function mustRun(what, command, options) {
  const { code, output } = await run(command, options)
  if (code === 0) return
  const lines = output.trim().split('\n').slice(-30)
  throw new Failure(`${what} failed:\n${lines.join('\n')}`)
}

// @ts-check
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import { run } from './run.mjs'

/**
 * @typedef {{ name: string, version: string, path: string, seconds: number, what: string, dir?: string }} GoProgram
 *   `path`: of its package, or `.` in the folder `dir`, which is ours; `seconds`: after which a build is given up
 */

/** Outside the repository, so that one build serves every checkout. */
const cacheDir = () => join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'papo')

/** Where a build of it is kept. @param {GoProgram} program */
export const cachedGoProgram = ({ name, version }) => join(cacheDir(), `${name}-${version}`)

/**
 * The one in the cache, or else built by Go from its module proxy.
 * @param {GoProgram} program
 * @param {(line: string) => void} say
 * @returns {Promise<string | undefined>} its file; undefined, with a line that says why, where it cannot be had
 */
export async function findGoProgram(program, say) {
  const file = cachedGoProgram(program)
  if (existsSync(file)) return file
  if (spawnSync('go', ['version']).status !== 0) {
    say(`no Go here to build ${program.what} with`)
    return undefined
  }
  say(`building ${program.what} (once)`)
  const problem = await build(program, file)
  if (problem) say(`${program.name} could not be built: ${problem}`)
  return problem ? undefined : file
}

/** @param {GoProgram} program @param {string} file @returns {Promise<string | undefined>} why it could not */
async function build({ version, path, seconds, dir: cwd }, file) {
  mkdirSync(cacheDir(), { recursive: true })
  const dir = mkdtempSync(join(cacheDir(), 'build-'))
  try {
    const env = { ...process.env, GOBIN: dir, CGO_ENABLED: '0' }
    const install = ['go', 'install', '-trimpath', '-ldflags=-s -w', cwd ? path : `${path}@v${version}`]
    const { code, output } = await run(['timeout', String(seconds), ...install], { env, ...(cwd && { cwd }) })
    if (code !== 0) return output.trim().split('\n').at(-1) || `code ${code}`
    const [built = basename(path)] = readdirSync(dir)
    renameSync(join(dir, built), file)
    return undefined
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

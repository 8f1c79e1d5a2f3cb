// @ts-check
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { launch, stopChild, waitForLine } from './child.mjs'
import { Failure, messageOf } from './failure.mjs'
import { freePort } from './ports.mjs'
import { run } from './run.mjs'

const VERSION = '1.8.0'
const MODULE = `github.com/versity/versitygw/cmd/versitygw@v${VERSION}`
const START_TIMEOUT_MS = 30_000
const BUILD_SECONDS = 170

/** Outside the repository, so that one build serves every checkout. */
const cacheDir = () => join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'papo')
const cached = () => join(cacheDir(), `versitygw-${VERSION}`)

/**
 * A real S3 server: the one in the cache, or else built by Go from its module proxy.
 * @param {(line: string) => void} say
 * @returns {Promise<string | undefined>} its program; undefined, with a line that says why, where it cannot be had
 */
export async function findVersitygw(say) {
  if (existsSync(cached())) return cached()
  if (spawnSync('go', ['version']).status !== 0) {
    say('no Go here to build an S3 server (versitygw) with: the stand-in alone is tested')
    return undefined
  }
  say('building an S3 server, versitygw (about a minute, once)')
  const problem = await build()
  if (problem) say(`versitygw could not be built (${problem}): the S3 stand-in alone is tested`)
  return problem ? undefined : cached()
}

/** @returns {Promise<string | undefined>} why it could not */
async function build() {
  mkdirSync(cacheDir(), { recursive: true })
  const dir = mkdtempSync(join(cacheDir(), 'build-'))
  try {
    const env = { ...process.env, GOBIN: dir, CGO_ENABLED: '0' }
    const command = ['timeout', String(BUILD_SECONDS), 'go', 'install', '-trimpath', '-ldflags=-s -w', MODULE]
    const { code, output } = await run(command, { env })
    if (code !== 0) return output.trim().split('\n').at(-1) || `code ${code}`
    renameSync(join(dir, 'versitygw'), cached())
    return undefined
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/**
 * Starts it on loopback over a folder. The same `dir` and `port` bring it back with what it holds.
 * @param {string} program
 * @param {{ dir: string, port?: number, accessKey: string, secretKey: string }} options
 */
export async function startVersitygw(program, { dir, port: wanted, accessKey, secretKey }) {
  const port = wanted ?? (await freePort())
  const [data, meta] = [join(dir, 'data'), join(dir, 'meta')]
  for (const one of [data, meta]) mkdirSync(one, { recursive: true })
  const options = ['--port', `127.0.0.1:${port}`, '--cors-allow-origin', '*']
  // Not every file system (a tmpfs, say) has extended attributes.
  const command = [program, ...options, 'posix', '--sidecar', meta, data]
  const env = { ...process.env, ROOT_ACCESS_KEY: accessKey, ROOT_SECRET_KEY: secretKey }
  const child = launch(command, { env })
  try {
    await waitForLine(child, /service listening on/, AbortSignal.timeout(START_TIMEOUT_MS))
  } catch (error) {
    await stopChild(child, { signal: 'SIGKILL' })
    throw new Failure(`versitygw did not start: ${messageOf(error)}`)
  }
  return { url: `http://127.0.0.1:${port}`, port, child, stop: async () => void (await stopChild(child)) }
}

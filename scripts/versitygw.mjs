// @ts-check
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { launch, stopChild, waitForLine } from './child.mjs'
import { Failure, messageOf } from './failure.mjs'
import { findGoProgram } from './go-program.mjs'
import { freePort } from './ports.mjs'

const START_TIMEOUT_MS = 30_000
const VERSITYGW = {
  name: 'versitygw',
  version: '1.8.0',
  path: 'github.com/versity/versitygw/cmd/versitygw',
  seconds: 170,
  what: 'an S3 server, versitygw, which takes about a minute',
}

/**
 * A real S3 server: the one in the cache, or else built by Go from its module proxy.
 * @param {(line: string) => void} say
 * @returns {Promise<string | undefined>} its program; undefined, with a line that says why, where it cannot be had
 */
export async function findVersitygw(say) {
  const program = await findGoProgram(VERSITYGW, say)
  if (!program) say('the S3 stand-in alone is tested')
  return program
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

// @ts-check
import { spawnSync } from 'node:child_process'
import { findGoProgram } from './go-program.mjs'

/** The same as the image in docker-compose.scaling.yml. */
const K6 = {
  name: 'k6',
  version: '1.8.1',
  path: 'go.k6.io/k6',
  seconds: 900,
  what: 'k6, which takes some minutes',
}

/**
 * The one that is installed, if it runs TypeScript, or one that Go builds.
 * @param {(line: string) => void} say
 * @returns {Promise<string | undefined>} its program; undefined where it cannot be had
 */
export async function findK6(say) {
  const { status, stdout } = spawnSync('k6', ['version'], { encoding: 'utf8' })
  if (status === 0 && /\bv[1-9]\d*\./.test(stdout)) return 'k6'
  return findGoProgram(K6, say)
}

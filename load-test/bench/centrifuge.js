// @ts-check
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findGoProgram } from '../../scripts/go-program.mjs'

const DIR = fileURLToPath(new URL('baseline/centrifuge/', import.meta.url))
const SOURCES = ['main.go', 'go.mod', 'go.sum']

/**
 * B2, built by Go, once for every state of its sources.
 * @param {(line: string) => void} say
 * @returns {Promise<string | undefined>} its program; undefined where it cannot be had
 */
export function findCentrifuge(say) {
  const hash = createHash('sha256')
  for (const source of SOURCES) hash.update(readFileSync(`${DIR}${source}`))
  const version = hash.digest('hex').slice(0, 12)
  const what = "Centrifugo's library for comparison"
  return findGoProgram({ name: 'bench-centrifuge', version, path: '.', dir: DIR, seconds: 600, what }, say)
}

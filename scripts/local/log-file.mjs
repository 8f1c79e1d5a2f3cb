// @ts-check
import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

const MAX_BYTES = 20_000_000

/**
 * A log that keeps the last run (or the last 20 MB) beside it as `.1`.
 * @param {string} path
 * @param {number} [maxBytes]
 * @returns {(line: string) => void}
 */
export function openLogFile(path, maxBytes = MAX_BYTES) {
  mkdirSync(dirname(path), { recursive: true })
  let descriptor = openSync(path, 'a')
  let size = fstatSync(descriptor).size
  const rotate = () => {
    closeSync(descriptor)
    renameSync(path, `${path}.1`)
    descriptor = openSync(path, 'a')
    size = 0
  }
  if (size > 0) rotate()
  return (line) => {
    if (size > maxBytes) rotate()
    size += writeSync(descriptor, `${line}\n`)
  }
}

// @ts-check
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../failure.mjs'

/** @typedef {{ processId: number, startedAt: string, address: string }} Owner */

/**
 * Makes this process the only one that runs on a data folder.
 * @param {string} dir
 * @param {string} address told to whoever tries next
 * @returns {() => void} gives the folder back
 */
export function takeLock(dir, address) {
  mkdirSync(dir, { recursive: true })
  const lock = join(dir, 'lock')
  const mine = join(dir, `lock.${process.pid}`)
  writeFileSync(mine, JSON.stringify({ processId: process.pid, startedAt: startTime(process.pid), address }))
  try {
    if (!tryLink(mine, lock)) {
      const other = readOwner(lock)
      if (other) throw new Failure(`already running here: process ${other.processId}, ${other.address}`)
      rmSync(lock, { force: true }) // its owner was killed
      if (!tryLink(mine, lock)) throw new Failure('another start is under way')
    }
  } finally {
    rmSync(mine, { force: true })
  }
  return () => rmSync(lock, { force: true })
}

/**
 * @param {string} dir
 * @returns {Owner | undefined} of the folder, while one runs
 */
export const ownerOf = (dir) => readOwner(join(dir, 'lock'))

/**
 * A link appears whole or not at all, so nobody reads half a lock.
 * @param {string} from
 * @param {string} to
 */
function tryLink(from, to) {
  try {
    linkSync(from, to)
    return true
  } catch {
    return false
  }
}

/**
 * @param {string} lock
 * @returns {Owner | undefined} undefined when the owner is gone
 */
function readOwner(lock) {
  try {
    /** @type {Owner} */
    const owner = JSON.parse(readFileSync(lock, 'utf8'))
    process.kill(owner.processId, 0)
    return owner.startedAt === startTime(owner.processId) ? owner : undefined
  } catch {
    return undefined
  }
}

/**
 * Tells a process from a later one with the same number; empty where the system has no /proc.
 * @param {number} processId
 */
function startTime(processId) {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')')).split(' ')[20] ?? ''
  } catch {
    return ''
  }
}

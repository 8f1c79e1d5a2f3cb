// @ts-check
// CPU and memory of processes on this machine, as Linux tells them; elsewhere our own alone.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import process from 'node:process'

/**
 * @typedef {{ name: string, pids: number[] }} Watched
 * @typedef {import('./series.js').Use} Use
 */

/** The kernel tells user space a hundred ticks a second, whatever its own clock does. */
const TICK_MS = 10
const PAGE_BYTES = 4096

/** What is used between one look and the next. */
export class Usage {
  #before = new Map()
  #at = performance.now()

  /** @param {Watched[]} watched */
  constructor(watched) {
    this.watched = [{ name: 'this test', pids: [process.pid] }, ...watched]
    for (const { name, pids } of this.watched) this.#before.set(name, totalCpuMs(pids))
  }

  /** @returns {Use[]} a process that has ended is left out */
  look() {
    const passedMs = performance.now() - this.#at
    this.#at = performance.now()
    return this.watched.flatMap(({ name, pids }) => {
      const [before, now] = [this.#before.get(name), totalCpuMs(pids)]
      this.#before.set(name, now)
      if (now === undefined || before === undefined) return []
      return [{ name, cpuShare: Math.max(0, now - before) / passedMs, bytes: ownBytes(pids) }]
    })
  }
}

/** @param {number[]} pids @returns {number | undefined} undefined: none of them is alive */
function totalCpuMs(pids) {
  const times = pids.flatMap((pid) => cpuMsOf(pid) ?? [])
  return times.length === 0 ? undefined : times.reduce((sum, time) => sum + time, 0)
}

/** @param {number} pid */
function cpuMsOf(pid) {
  if (pid === process.pid) {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
  const { utime, stime } = statOf(pid) ?? {}
  return utime === undefined || stime === undefined ? undefined : (utime + stime) * TICK_MS
}

/** What no other process shares: the children of PostgreSQL all map the same buffers. @param {number[]} pids */
function ownBytes(pids) {
  return pids.reduce((sum, pid) => {
    if (pid === process.pid) return sum + process.memoryUsage().rss
    const [, resident = 0, shared = 0] = (readIfThere(`/proc/${pid}/statm`) ?? '').split(' ').map(Number)
    return sum + (resident - shared) * PAGE_BYTES
  }, 0)
}

/** By the names of proc(5); the command may hold spaces, so count from its end. @param {number} pid */
export function statOf(pid) {
  const text = readIfThere(`/proc/${pid}/stat`)
  if (text === undefined) return undefined
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return { parent: Number(fields[1]), utime: Number(fields[11]), stime: Number(fields[12]) }
}

/** All processes of this machine. */
export function allPids() {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
  } catch {
    return []
  }
}

/** @param {number} pid whether it runs, and can be looked at */
export function isWatchable(pid) {
  return statSync(`/proc/${pid}/stat`, { throwIfNoEntry: false }) !== undefined
}

/** @param {string} path */
export function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

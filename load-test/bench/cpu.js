// @ts-check
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { Failure } from '../../scripts/failure.mjs'

const TICK_US = 1_000_000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/**
 * CPU time of a process with its threads, in microseconds (10,000 to a tick, as a rule).
 * @param {number} pid
 */
export function cpuUsOf(pid) {
  const { utime, stime } = stat(pid)
  return (utime + stime) * TICK_US
}

/** The same with its children, those that have ended too: PostgreSQL is a process per connection. @param {number} pid */
export function cpuUsOfTree(pid) {
  const { utime, stime, cutime, cstime } = stat(pid)
  const living = childrenOf(pid).map(cpuUsOf)
  return (utime + stime + cutime + cstime) * TICK_US + sum(living)
}

/**
 * Starts to count. The answer tells what each group used since, in microseconds, and which share of the whole
 * machine went to others: a run with much of that is worth little.
 * @template {string} Group
 * @param {Record<Group, () => number>} groups
 */
export function meter(groups) {
  const names = /** @type {Group[]} */ (Object.keys(groups))
  const read = () =>
    /** @type {Record<Group, number>} */ (Object.fromEntries(names.map((n) => [n, groups[n]()])))
  const [before, machineBefore] = [read(), machineUs()]
  return () => {
    const [after, machine] = [read(), machineUs()]
    const used = /** @type {Record<Group, number>} */ (
      Object.fromEntries(names.map((name) => [name, after[name] - before[name]]))
    )
    const others = machine.busyUs - machineBefore.busyUs - sum(Object.values(used))
    return { used, othersShare: Math.max(0, others / (machine.totalUs - machineBefore.totalUs)) }
  }
}

/** Busy and total time of the whole machine. */
function machineUs() {
  const line = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0] ?? ''
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, ...rest] = line
    .split(/\s+/)
    .slice(1)
    .map(Number)
  const busy = user + nice + system + sum(rest.slice(0, 3))
  return { busyUs: busy * TICK_US, totalUs: (busy + idle + iowait) * TICK_US }
}

/** @param {number} pid fields by the names of proc(5); the command may hold spaces, so count from its end */
function stat(pid) {
  const text = readStat(pid)
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [utime = 0, stime = 0, cutime = 0, cstime = 0] = fields.slice(11, 15).map(Number)
  return { parent: Number(fields[1]), utime, stime, cutime, cstime }
}

/** @param {number} pid */
function readStat(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    throw new Failure(`no figure, because process ${pid} ended`)
  }
}

/** @param {number} parent */
function childrenOf(parent) {
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
  return pids.filter((pid) => {
    try {
      return stat(pid).parent === parent
    } catch {
      return false // ended meanwhile
    }
  })
}

/** @param {number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0)
}

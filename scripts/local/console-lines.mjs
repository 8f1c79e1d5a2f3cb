// @ts-check
import { createInterface } from 'node:readline'

const WARN = 40
const ROUTINE = new Set(['trace', 'debug', 'info'])
const REPEAT_AFTER_MS = 10_000
const NOT_TOLD = new Set(['level', 'time', 'pid', 'hostname', 'msg', 'name', 'role', 'instance', 'err'])

/**
 * @param {string} line
 * @returns {{ level: number | string, msg?: string, err?: { message: string } } | undefined} undefined: not a log entry
 */
function parseEntry(line) {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/**
 * What the console shows of a line of pino's: warnings and worse, for a human.
 * @param {string} line
 * @returns {string | undefined} undefined: nothing
 */
export function importantInJson(line) {
  const entry = parseEntry(line)
  if (!entry) return line // a crash speaks like that
  if (typeof entry.level === 'number' ? entry.level < WARN : ROUTINE.has(entry.level)) return undefined
  const fields = Object.entries(entry).filter(([key]) => !NOT_TOLD.has(key))
  const told = fields.map(
    ([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : value}`,
  )
  return [entry.msg ?? 'warning', entry.err?.message, ...told].filter(Boolean).join(' ')
}

/**
 * What the console shows of a database's or proxy's line: its own word for "it will not go on", unless we ended it.
 * @param {string} line
 */
export const importantInText = (line) =>
  /\b(FATAL|PANIC|ALERT)\b/.test(line) && !/\(Terminated\)/.test(line) ? line : undefined

/**
 * Says what several processes say at once only once: an outage concerns them all.
 * @param {(line: string) => void} say
 * @returns {(who: string, what: string) => void}
 */
export function sayOnce(say) {
  /** @type {Map<string, number>} */
  const saidAt = new Map()
  return (who, what) => {
    const now = Date.now()
    if (now - (saidAt.get(what) ?? 0) > REPEAT_AFTER_MS) say(`${who}: ${what}`)
    saidAt.set(what, now)
  }
}

/**
 * Calls back for every line of both outputs, until the child is gone.
 * @param {import('node:child_process').ChildProcess} child
 * @param {(line: string) => void} onLine
 */
export function readLines(child, onLine) {
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface({ input: stream, crlfDelay: Infinity }).on('line', onLine)
}

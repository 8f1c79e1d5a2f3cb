// @ts-check
import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

/**
 * @typedef {object} Options
 * @property {string} origin Scheme, host and port of the server or its proxy.
 * @property {number} users
 * @property {number} rooms
 * @property {number} ratePerMinute Messages per user.
 * @property {number} durationMs How long messages are sent.
 * @property {number} size Characters per message.
 * @property {number} rampMs Over how long the users arrive.
 * @property {number} drainMs How long to wait for what is still missing when sending has ended.
 * @property {string} jsonFile
 * @property {string} reportFile
 * @property {number} seed
 */

export class UsageError extends Error {}

const FLAGS = /** @type {const} */ ({
  url: { type: 'string', default: 'http://localhost:8080' },
  users: { type: 'string', default: '100' },
  rooms: { type: 'string' },
  rate: { type: 'string', default: '18' },
  duration: { type: 'string', default: '30' },
  size: { type: 'string', default: '120' },
  ramp: { type: 'string', default: '5' },
  drain: { type: 'string', default: '45' },
  json: { type: 'string' },
  report: { type: 'string' },
  seed: { type: 'string' },
  help: { type: 'boolean', default: false },
})

export const USAGE = `Usage: node websocket-load-test.js --url http://localhost:8080 --users 100

  --url URL        server or proxy (default http://localhost:8080)
  --users N        users to register, one socket each (100)
  --rooms N        public rooms to spread them over (one per 25 users)
  --rate N         messages per user and minute (18, under the server's default limit of 30)
  --duration TIME  how long to send: 30, 30s or 2m (30s)
  --size N         characters per message, 40 to 4000 (120)
  --ramp TIME      over how long the users arrive (5s)
  --drain TIME     how long to wait for what is still missing at the end (45s)
  --json FILE      figures as JSON (report.json beside this script)
  --report FILE    the same to read, in Markdown (report.md beside this script)
  --seed N         repeats the same texts and times (random)

Exit code: 0 every expected delivery arrived once, whole and in order; 1 it did not; 2 wrong usage.`

/**
 * @param {string[]} argv
 * @param {string} folder Where the reports go by default.
 * @returns {Options | 'help'}
 */
export function readOptions(argv, folder) {
  const flags = parseFlags(argv)
  if (flags.help) return 'help'
  const users = integer('users', flags.users, [1, 100_000])
  return {
    origin: origin(flags.url),
    users,
    rooms: integer('rooms', flags.rooms ?? String(Math.max(1, Math.round(users / 25))), [1, users]),
    ratePerMinute: number('rate', flags.rate, [0.1, 60_000]),
    durationMs: time('duration', flags.duration, 1),
    size: integer('size', flags.size, [40, 4000]),
    rampMs: time('ramp', flags.ramp, 0),
    drainMs: time('drain', flags.drain, 1),
    jsonFile: flags.json ?? join(folder, 'report.json'),
    reportFile: flags.report ?? join(folder, 'report.md'),
    seed: integer('seed', flags.seed ?? String(randomInt(2 ** 31)), [0, 2 ** 32 - 1]),
  }
}

/** @param {string[]} argv */
function parseFlags(argv) {
  try {
    return parseArgs({ args: argv, options: FLAGS, strict: true }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** @param {string} text */
function origin(text) {
  if (!URL.canParse(text)) throw new UsageError(`--url ${text} is not a URL`)
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new UsageError('--url must be http or https')
  return url.origin
}

/** @param {string} name @param {string} text @param {[min: number, max: number]} range */
function number(name, text, [min, max]) {
  const value = Number(text)
  if (text.trim() === '' || !(value >= min && value <= max))
    throw new UsageError(`--${name} must be from ${min} to ${max}, not ${text}`)
  return value
}

/** @param {string} name @param {string} text @param {[min: number, max: number]} range */
function integer(name, text, range) {
  const value = number(name, text, range)
  if (!Number.isInteger(value)) throw new UsageError(`--${name} must be a whole number, not ${text}`)
  return value
}

/** @param {string} name @param {string} text @param {number} minSeconds @returns {number} milliseconds */
function time(name, text, minSeconds) {
  const match = /^(\d+(?:\.\d+)?)(s|m)?$/.exec(text)
  if (!match) throw new UsageError(`--${name} must look like 30, 30s or 2m, not ${text}`)
  const seconds = Number(match[1]) * (match[2] === 'm' ? 60 : 1)
  if (seconds < minSeconds) throw new UsageError(`--${name} must be at least ${minSeconds} s`)
  return seconds * 1000
}

// @ts-check
import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { integer, number, origin, range, sizes, time, UsageError, watch } from './option-values.js'

/**
 * @typedef {object} Options
 * @property {string} origin Scheme, host and port of the server or its proxy.
 * @property {number} users
 * @property {number[]} roomSizes Members of every room; their sum is `users`.
 * @property {number} ratePerMinute Messages per user, open loop, unless they think.
 * @property {[number, number] | undefined} thinkMs How long a user thinks after each answer before writing again.
 * @property {number} climbMs Over how long the rate rises from nothing.
 * @property {number} durationMs How long messages are sent.
 * @property {[number, number]} size Characters per message.
 * @property {number} rampMs Over how long the users arrive.
 * @property {number} drainMs How long to wait for what is still missing when sending has ended.
 * @property {{ everyMs: number, share: number } | undefined} storm
 * @property {ReturnType<typeof watch>} watch Processes whose CPU and memory are read.
 * @property {string} jsonFile
 * @property {string} reportFile
 * @property {string} htmlFile
 * @property {number} seed
 */

const FLAGS = /** @type {const} */ ({
  url: { type: 'string', default: 'http://localhost:8080' },
  users: { type: 'string', default: '100' },
  rooms: { type: 'string' },
  'room-sizes': { type: 'string' },
  rate: { type: 'string', default: '18' },
  think: { type: 'string' },
  climb: { type: 'string', default: '0' },
  duration: { type: 'string', default: '30' },
  size: { type: 'string', default: '120' },
  ramp: { type: 'string', default: '5' },
  drain: { type: 'string', default: '45' },
  storm: { type: 'string' },
  'storm-share': { type: 'string', default: '0.5' },
  watch: { type: 'string', default: 'found' },
  json: { type: 'string' },
  report: { type: 'string' },
  html: { type: 'string' },
  seed: { type: 'string' },
  help: { type: 'boolean', default: false },
})

export const USAGE = `Usage: node websocket-load-test.js --url http://localhost:8080 --users 100

Who
  --url URL           server or proxy (default http://localhost:8080)
  --users N           users to register, one socket each (100)
  --ramp TIME         over how long they arrive (5s)
  --rooms N           public rooms to spread them over evenly (one per 25 users)
  --room-sizes LIST   or rooms of these sizes: 100,20x5 is one of a hundred and five of twenty; again from the
                      start until everyone has a place

What
  --duration TIME     how long to send: 30, 30s, 2m or 8h (30s). Memory does not grow with it
  --rate N            messages per user and minute, whatever the server does meanwhile (18, under its default of 30)
  --think TIME        or a user waits for the answer, thinks, and writes again: 5s, or 3s-10s for something between
  --climb TIME        over how long the rate rises from nothing to full (0)
  --size N            characters per message, 40 to 4000, or 40-400 for something between (120)
  --storm TIME        every so often a part of the connections breaks at once
  --storm-share N     how large that part is (0.5)
  --drain TIME        how long to wait for what is still missing at the end (45s)
  --seed N            repeats the same texts and times (random)

Reports
  --watch LIST        processes of this machine to read CPU and memory of: 4711,redis=4712, none or found (found: who
                      listens at the URL's port and whoever they are connected with over TCP)
  --json FILE         figures as JSON (report.json beside this script)
  --report FILE       the same to read, in Markdown (report.md beside this script)
  --html FILE         the same with plots, one file (report.html beside this script)

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
    roomSizes: roomSizes(flags, users),
    ratePerMinute: number('rate', flags.rate, [0.1, 60_000]),
    thinkMs:
      flags.think === undefined ? undefined : range('think', flags.think, (text) => time('think', text, 0)),
    climbMs: time('climb', flags.climb, 0),
    durationMs: time('duration', flags.duration, 1),
    size: range('size', flags.size, (text) => integer('size', text, [40, 4000])),
    rampMs: time('ramp', flags.ramp, 0),
    drainMs: time('drain', flags.drain, 1),
    storm: flags.storm === undefined ? undefined : stormOf(flags.storm, flags['storm-share']),
    watch: watch(flags.watch),
    jsonFile: flags.json ?? join(folder, 'report.json'),
    reportFile: flags.report ?? join(folder, 'report.md'),
    htmlFile: flags.html ?? join(folder, 'report.html'),
    seed: integer('seed', flags.seed ?? String(randomInt(2 ** 31)), [0, 2 ** 32 - 1]),
  }
}

/** @param {string} every @param {string} share */
function stormOf(every, share) {
  return { everyMs: time('storm', every, 1), share: number('storm-share', share, [0, 1]) }
}

/** @param {{ rooms?: string | undefined, 'room-sizes'?: string | undefined }} flags @param {number} users */
function roomSizes({ rooms, 'room-sizes': given }, users) {
  if (given !== undefined) {
    if (rooms !== undefined) throw new UsageError('--rooms and --room-sizes are two ways to say one thing')
    return inTurns(sizes('room-sizes', given, 100_000), users)
  }
  const count = integer('rooms', rooms ?? String(Math.max(1, Math.round(users / 25))), [1, users])
  const least = Math.floor(users / count)
  return Array.from({ length: count }, (_, i) => least + (i < users % count ? 1 : 0))
}

/** @param {number[]} pattern @param {number} users */
function inTurns(pattern, users) {
  const rooms = []
  for (let left = users, i = 0; left > 0; i++) {
    const size = Math.min(left, pattern[i % pattern.length] ?? 1)
    rooms.push(size)
    left -= size
  }
  return rooms
}

/** @param {string[]} argv */
function parseFlags(argv) {
  try {
    return parseArgs({ args: argv, options: FLAGS, strict: true }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

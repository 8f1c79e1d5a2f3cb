// @ts-check
import { readdir, stat, truncate, appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { must } from './stores.js'

/** @typedef {import('./faults.js').Fault} Fault */

const PAUSE_MS = 10_000
const CUT_EVERY_MS = 10
const EVERYSEC = { redis: { appendfsync: 'everysec' } }

/** The file that Redis appends to. @param {import('./lab.js').Lab} lab */
async function appendOnlyFile({ dir }) {
  const folder = join(dir, 'redis', 'appendonlydir')
  const files = (await readdir(folder)).filter((name) => name.endsWith('.incr.aof'))
  const newest = files.sort((a, b) => numberIn(a) - numberIn(b)).at(-1) ?? ''
  return join(folder, newest)
}

/** @param {string} name */
const numberIn = (name) => Number(/\.(\d+)\.incr/.exec(name)?.[1] ?? 0)

/** Meanwhile no instance hears what is published: whoever listens is cut off, again and again. @param {import('./lab.js').Lab} lab @param {number} ms */
async function deafen(lab, ms) {
  await lab.stores.withRedis(async (redis) => {
    for (const end = Date.now() + ms; Date.now() < end; await sleep(CUT_EVERY_MS))
      await redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub')
  })
}

/** @type {Fault[]} */
export const REDIS_FAULTS = [
  {
    number: 3,
    name: 'redis-killed',
    how: 'SIGKILL to Redis, which comes back with its file up to two seconds later',
    happen: ({ lab, random }) => lab.stores.crashRedis(() => sleep(2_000 * random())),
  },
  {
    number: 4,
    name: 'redis-torn',
    how: 'Redis dies in the middle of a write (appendfsync always): a record is torn',
    happen: ({ lab }) =>
      lab.stores.crashRedis(async () =>
        appendFile(await appendOnlyFile(lab), '*5\r\n$4\r\nXADD\r\n$9\r\n{s1}:ro'),
      ),
  },
  {
    number: 4,
    name: 'redis-tail-lost',
    how: 'the host dies (appendfsync everysec): what Redis wrote within the last two seconds is gone',
    lab: EVERYSEC,
    rewinds: true,
    async happen({ lab, random }) {
      const file = await appendOnlyFile(lab)
      const { size } = await stat(file)
      await sleep(2_000 * random())
      await lab.stores.crashRedis(() => truncate(file, size))
    },
  },
  {
    number: 6,
    name: 'redis-full',
    how: 'Redis is at its maxmemory for up to three seconds: sends are refused, reading goes on',
    async happen({ lab, party, random }) {
      const config = (/** @type {string} */ bytes) =>
        lab.stores.withRedis((redis) => redis.config('SET', 'maxmemory', bytes))
      await config('1mb')
      await sleep(300 + 2_700 * random())
      const { identity, roomId } = party.pick(party.clients)
      const page = await identity.call('GET', `/rooms/${roomId}/messages`).catch(() => undefined)
      await config('0')
      return page ? [] : [{ kind: 'incident', why: 'history could not be read while Redis was full' }]
    },
  },
  {
    number: 7,
    name: 'redis-paused',
    how: 'SIGSTOP to Redis for ten seconds',
    async happen({ lab }) {
      const { child } = must(lab.stores.redis)
      child.kill('SIGSTOP')
      await sleep(PAUSE_MS)
      child.kill('SIGCONT')
    },
  },
  {
    number: 16,
    name: 'publish-lost',
    how: 'instances are cut off from what Redis publishes, the last message included',
    happen: ({ lab, random }) => deafen(lab, 500 + 4_500 * random()),
  },
]

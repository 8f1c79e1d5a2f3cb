// @ts-check
// P6: how long a page of history takes among ten times as many messages.
import pg from 'pg'
import { makeDataset } from '../dataset/make.js'
import { register } from './people.js'
import { start } from './processes.js'
import { interleave, percentile, requireWhole } from './ratio.js'

const PAGE = 50
const PAGES_PER_RUN = 60
const TIMES_MORE = 10

/**
 * @typedef {import('./processes.js').Bench} Bench
 * @typedef {import('../websocket/identity.js').Identity} Identity
 * @typedef {{ newest: number, middle: number, oldest: number }} HistoryRun median milliseconds
 * @typedef {{ reader: Identity, roomId: string, messages: number }} Library a big room and someone in it
 */

/** Where a page begins in a room with so many messages. */
const PLACES = {
  newest: () => '',
  /** @param {number} messages */
  middle: (messages) => `&before=${Math.floor(messages * (0.25 + Math.random() / 2))}`,
  oldest: () => `&before=${PAGE + 1 + Math.floor(Math.random() * PAGE)}`,
}

/**
 * @param {Bench} bench
 * @param {{ pairs: number, messages: number }} extent `messages` of the smaller one
 * @returns {Promise<{ a: HistoryRun, b: HistoryRun }[]>} a among ten times as many as b
 */
export async function measureHistory(bench, { pairs, messages }) {
  const small = await open(bench, 'papo', messages)
  const large = await open(bench, 'baseline', messages * TIMES_MORE)
  await read(large)
  await read(small)
  return interleave(pairs, { a: () => read(large), b: () => read(small) })
}

/** An instance over a dataset and a Redis of its own. @param {Bench} bench @param {'papo' | 'baseline'} side @param {number} messages */
async function open(bench, side, messages) {
  const databaseUrl = await bench.stores.createDatabase(`history_${side}`)
  const env = { DATABASE_URL: databaseUrl, REDIS_URL: bench.stores[side].redisUrl }
  const back = await start('back', bench, env)
  const [reader] = await register([back.origin], `reader-${side}`, 1)
  if (!reader) throw new Error('nobody to read')
  const db = new pg.Client({ connectionString: databaseUrl })
  await db.connect()
  const memberId = reader.userId
  const rooms = await makeDataset(db, { messages, memberId, search: false, say: bench.say })
  await db.end()
  const [biggest] = rooms
  return { reader, roomId: biggest?.id ?? '', messages: biggest?.messages ?? 0 }
}

/** @param {Library} library @returns {Promise<HistoryRun>} */
async function read(library) {
  return {
    newest: await timePages(library, 'newest'),
    middle: await timePages(library, 'middle'),
    oldest: await timePages(library, 'oldest'),
  }
}

/** @param {Library} library @param {keyof typeof PLACES} place @returns {Promise<number>} the median */
async function timePages({ reader, roomId, messages }, place) {
  const times = new Float64Array(PAGES_PER_RUN)
  let missing = 0
  for (let i = 0; i < PAGES_PER_RUN; i++) {
    const path = `/rooms/${roomId}/messages?limit=${PAGE}${PLACES[place](messages)}`
    const startMs = performance.now()
    const page = await reader.call('GET', path)
    times[i] = performance.now() - startMs
    missing += PAGE - page.messages.length
  }
  requireWhole(`history, ${place}`, { 'messages missing': missing })
  return percentile([times], 0.5)
}

// @ts-check
// How long a search takes among a million messages, and what a message costs to be found.
import pg from 'pg'
import { seededRandom } from '../websocket/random.js'
import { cpuUsOf, cpuUsOfTree, meter } from './cpu.js'
import { register } from './people.js'
import { start } from './processes.js'
import { percentile } from './ratio.js'
import { indexFrom, insertRows, seedSearch } from './search-data.js'
import { QUERY_CLASSES } from './search-queries.js'
import { Speaker } from './search-words.js'

const PER_CLASS = 60
const TARGET_MS = 50
const PAGE = 20
const INSERT = { batches: 30, rows: 500 }

/**
 * @typedef {import('./processes.js').Bench} Bench
 * @typedef {import('./search-data.js').Seeded} Seeded
 * @typedef {{ name: string, p50Ms: number, p95Ms: number, cpuMs: number, othersShare: number,
 *   found: number }} ClassFigure `cpuMs`: of instance and PostgreSQL, per search
 */

/**
 * @param {Bench} bench
 * @param {{ messages: number, explain: boolean }} extent
 */
export async function measureSearch(bench, { messages, explain }) {
  const { databaseUrl, postgresLog, postgresPid } = bench.stores.papo
  const back = await start('back', bench)
  const [reader] = await register([back.origin], 'reader', 1)
  if (!reader) throw new Error('nobody to search')
  const db = new pg.Client({ connectionString: databaseUrl })
  await db.connect()
  bench.ending.add(() => db.end())
  const seeded = await seedSearch(db, { messages, readerId: reader.userId, say: bench.say })
  if (explain) await explainSlow(db, databaseUrl, { log: postgresLog, say: bench.say })
  // A new instance has new connections, which obey what was set for the database.
  const fresh = await start('back', bench)
  reader.origin = fresh.origin
  const said = await sample(db, seeded.roomIds)
  const searcher = { reader, groups: { papo: () => cpuUsOf(fresh.pid) + cpuUsOfTree(postgresPid) } }
  const classes = []
  for (const { query } of QUERY_CLASSES) await timeClass(searcher, '', said.slice(0, 5).map(query))
  for (const { name, query } of QUERY_CLASSES) {
    const figure = await timeClass(searcher, name, said.map(query))
    bench.say(describe(figure))
    classes.push(figure)
  }
  return { classes, insert: await measureInserts(db, seeded, bench.say) }
}

/** @param {import('pg').Client} db @param {string[]} roomIds @returns {Promise<import('./search-queries.js').Said[]>} */
async function sample(db, roomIds) {
  const { rows } = await db.query(
    `SELECT m.body, u.username, m.room_id AS "roomId", to_char(m.at, 'YYYY-MM-DD') AS day
     FROM (SELECT * FROM message WHERE room_id = ANY($1) ORDER BY md5(seq::text || room_id) LIMIT $2) m
     JOIN app_user u ON u.id = m.sender_id`,
    [roomIds, PER_CLASS],
  )
  return rows
}

/**
 * @param {{ reader: import('../websocket/identity.js').Identity, groups: { papo: () => number } }} searcher
 * @param {string} name
 * @param {string[]} queries
 * @returns {Promise<ClassFigure>}
 */
async function timeClass({ reader, groups }, name, queries) {
  const stop = meter(groups)
  const times = new Float64Array(queries.length)
  let found = 0
  for (const [index, q] of queries.entries()) {
    const path = `/search?limit=${PAGE}&q=${encodeURIComponent(q.slice(0, 200))}`
    const startMs = performance.now()
    const { items } = await reader.call('GET', path)
    times[index] = performance.now() - startMs
    found += items.length
  }
  const { used, othersShare } = stop()
  const [p50Ms, p95Ms] = [percentile([times], 0.5), percentile([times], 0.95)]
  return {
    name,
    p50Ms,
    p95Ms,
    cpuMs: used.papo / 1000 / queries.length,
    othersShare,
    found: found / queries.length,
  }
}

/**
 * Plans of statements that took longer than the target come with the server's log.
 * @param {import('pg').Client} db
 * @param {string} databaseUrl
 * @param {{ log: import('node:stream').Readable | null, say: (line: string) => void }} out
 */
async function explainSlow(db, databaseUrl, { log, say }) {
  const database = pg.escapeIdentifier(new URL(databaseUrl).pathname.slice(1))
  const settings = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': String(TARGET_MS),
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_parameter_max_length': '40',
  }
  for (const [name, value] of Object.entries(settings))
    await db.query(`ALTER DATABASE ${database} SET ${name} = '${value}'`)
  log?.on('data', (data) => say(String(data).trimEnd()))
}

/**
 * What a message costs when it is stored, and what a moment later when it is made to be found.
 * @param {import('pg').Client} db @param {Seeded} seeded @param {(line: string) => void} say
 * @returns {Promise<{ storeUs: number, indexUs: number }>} per message
 */
async function measureInserts(db, { cast, roomIds }, say) {
  const speaker = new Speaker('pt', seededRandom(7))
  const places = roomIds.map((id) => cast.rooms.indexOf(id))
  const [stored, indexed] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])]
  for (let batch = 0; batch < INSERT.batches; batch++) {
    const seq = 10_000_000 + batch * INSERT.rows
    const rows = Array.from({ length: INSERT.rows }, (_, i) => {
      const room = places[i % places.length] ?? 0
      return { room, seq: seq + i + 1, author: i % cast.people.length, body: speaker.text(), at: new Date() }
    })
    stored.push(await usPerMessage(() => insertRows(db, cast, rows)))
    indexed.push(await usPerMessage(() => indexFrom(db, seq)))
  }
  const [storeUs, indexUs] = [average(stored), average(indexed)]
  say(`storing ${storeUs.toFixed(0)} µs per message, indexing ${indexUs.toFixed(0)} µs`)
  return { storeUs, indexUs }
}

/** @param {() => Promise<void>} work on one batch */
async function usPerMessage(work) {
  const startMs = performance.now()
  await work()
  return ((performance.now() - startMs) * 1000) / INSERT.rows
}

/** @param {number[]} values */
const average = (values) => values.reduce((sum, value) => sum + value, 0) / values.length

/** @param {ClassFigure} figure */
function describe({ name, p50Ms, p95Ms, cpuMs, othersShare, found }) {
  const ms = (/** @type {number} */ value) => `${value.toFixed(1).padStart(6)} ms`
  const rest = `${found.toFixed(1).padStart(5)} hits  others took ${Math.round(othersShare * 100)} %`
  return `${name.padEnd(24)} p50 ${ms(p50Ms)}  p95 ${ms(p95Ms)}  CPU ${ms(cpuMs)} ${rest}`
}

/** @param {Awaited<ReturnType<typeof measureSearch>>} measured @param {string} machine */
export function searchTable({ classes, insert }, machine) {
  const worst = Math.max(...classes.map(({ p95Ms }) => p95Ms))
  const verdict = worst <= TARGET_MS ? 'met' : 'missed'
  return [
    machine,
    ...classes.map(describe),
    `p95 ≤ ${TARGET_MS} ms in every class: ${verdict} (worst ${worst.toFixed(1)} ms)`,
    `indexing a message costs ${(insert.indexUs / insert.storeUs).toFixed(2)} times what storing it does`,
    '',
  ].join('\n')
}

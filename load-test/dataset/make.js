// @ts-check
// Millions of messages, made inside the database: they look like people's, and Papo serves them as any others.
import { makeCast, insertCast } from '../bench/search-data.js'
import { Speaker } from '../bench/search-words.js'
import { seededRandom } from '../websocket/random.js'

const SENTENCES = 20_000
const ROOMS_OF_MEMBER = 50

/**
 * @typedef {import('pg').Client} Client
 * @typedef {import('../bench/search-data.js').Cast} Cast
 * @typedef {{ messages: number, search: boolean, memberId?: string | undefined, say: (line: string) => void }} Extent
 *   `memberId` will sit in fifty of the rooms, the biggest among them
 * @typedef {{ id: string, messages: number }} Room
 */

/**
 * All or nothing. Nobody else can read or write messages meanwhile, because indexes are built afterwards.
 * @param {Client} db @param {Extent} extent
 * @returns {Promise<Room[]>} the biggest first
 */
export async function makeDataset(db, extent) {
  const cast = namedApart(makeCast())
  const rooms = roomsOf(cast, extent.messages)
  await db.query('BEGIN')
  await db.query(`SET LOCAL maintenance_work_mem = '1GB'; SET LOCAL work_mem = '256MB'`)
  await insertCast(db, cast)
  await seatMember(db, rooms, extent.memberId)
  await countMembers(db, cast)
  await writeSentences(db)
  const rebuild = [await dropIndexes(db, 'message'), await dropIndexes(db, 'message_search')].flat()
  await insertMessages(db, { cast, rooms, extent })
  if (extent.search) await index(db, rooms, extent)
  extent.say('building indexes')
  for (const statement of rebuild) await db.query(statement)
  await db.query('COMMIT')
  extent.say('gathering statistics')
  for (const table of ['message', 'message_search', 'membership', 'room'])
    await db.query(`VACUUM (ANALYZE) ${table}`)
  return rooms
}

/** A second dataset goes beside the first: usernames are unique. @param {Cast} cast */
function namedApart(cast) {
  return { ...cast, label: `p${Date.now().toString(36)}-` }
}

/** @param {Cast} cast @param {number} messages @returns {Room[]} */
function roomsOf({ rooms, shares }, messages) {
  const ends = shares.map((share) => Math.round(share * messages))
  ends[ends.length - 1] = messages
  return rooms.map((id, i) => ({ id, messages: (ends[i] ?? 0) - (ends[i - 1] ?? 0) }))
}

/** @param {Client} db @param {Room[]} rooms @param {string | undefined} memberId */
async function seatMember(db, rooms, memberId) {
  if (memberId === undefined) return
  await db.query('INSERT INTO membership (room_id, user_id) SELECT r, $2 FROM unnest($1::uuid[]) AS x(r)', [
    rooms.slice(0, ROOMS_OF_MEMBER).map(({ id }) => id),
    memberId,
  ])
}

/** @param {Client} db @param {Cast} cast */
async function countMembers(db, { rooms }) {
  await db.query(
    `UPDATE room SET epoch = 1, member_count = (SELECT count(*) FROM membership m WHERE m.room_id = room.id)
     WHERE id = ANY($1)`,
    [rooms],
  )
}

/** @param {Client} db */
async function writeSentences(db) {
  const random = seededRandom(1)
  const speakers = [new Speaker('en', random), new Speaker('pt', random)]
  const texts = Array.from({ length: SENTENCES }, (_, i) => speakers[i % 2]?.text() ?? '')
  await db.query('CREATE TEMP TABLE sentence (id int PRIMARY KEY, text text) ON COMMIT DROP')
  await db.query('INSERT INTO sentence SELECT i - 1, t FROM unnest($1::text[]) WITH ORDINALITY AS x(t, i)', [
    texts,
  ])
  await db.query('ANALYZE sentence')
}

/** @param {Client} db @param {string} name of a table @returns {Promise<string[]>} what makes them again */
async function dropIndexes(db, name) {
  const { rows } = await db.query(
    `SELECT indexname, indexdef FROM pg_indexes
     WHERE schemaname = current_schema() AND tablename = $1
       AND indexname NOT IN (SELECT conname FROM pg_constraint)`,
    [name],
  )
  for (const { indexname } of rows) await db.query(`DROP INDEX "${indexname}"`)
  return rows.map(({ indexdef }) => indexdef)
}

/**
 * The columns as a worker fills them; over a year, in the order of numbers.
 * @param {Client} db @param {{ cast: Cast, rooms: Room[], extent: Extent }} all
 */
async function insertMessages(db, { cast, rooms, extent }) {
  let done = 0
  let told = 0
  for (const { id, messages } of rooms) {
    await db.query(
      `INSERT INTO message (room_id, seq, ordinal, epoch, sender_id, client_id, digest, body, at, mentions)
       SELECT $1::uuid, s, s, 1, ($3::uuid[])[1 + floor(r * r * r * cardinality($3::uuid[]))::int],
         (lpad(to_hex(1700000000000 + s), 12, '0') || '70008000000000000000')::uuid, md5(text || s), text || ' ' || s,
         now() - interval '1 year' * (1 - s::float8 / ($2::int + 1)), '{}'
       FROM (SELECT s, random() AS r, floor(random() * ${SENTENCES})::int AS pick FROM generate_series(1, $2::int) AS s) x
       JOIN sentence ON sentence.id = pick ORDER BY s`,
      [id, messages, cast.people],
    )
    done += messages
    if (done - told < extent.messages / 10) continue
    told = done
    extent.say(`${done} messages`)
  }
}

/** As workers do it. @param {Client} db @param {Room[]} rooms @param {Extent} extent */
async function index(db, rooms, { say }) {
  say('making them searchable')
  await db.query(
    `INSERT INTO message_search (room_id, seq, at, sender_id, text)
     SELECT room_id, seq, at, sender_id, search_fold(body) FROM message WHERE room_id = ANY($1)`,
    [rooms.map(({ id }) => id)],
  )
}

// @ts-check
// A conversation of many rooms, written straight into PostgreSQL: a million messages in about half a minute.
import { seededRandom, uuidV7 } from '../websocket/random.js'
import { Speaker } from './search-words.js'

const ROOMS = 1_000
const PEOPLE = 500
/** Of all messages; the rest is spread unevenly. */
const BIG_ROOM_SHARE = 0.2
const ROOMS_OF_READER = 50
const YEAR_MS = 365 * 86_400_000
const AT_ONCE = 20_000

/**
 * @typedef {{ rooms: string[], people: string[], shares: number[], label?: string }} Cast
 * @typedef {{ messages: number, readerId: string, say: (line: string) => void }} Extent
 * @typedef {{ cast: Cast, roomIds: string[], bigRoomId: string }} Seeded the rooms that the reader is in
 */

/**
 * @param {import('pg').Client} db
 * @param {Extent} extent `readerId` will sit in fifty rooms, the biggest among them
 * @returns {Promise<Seeded>}
 */
export async function seedSearch(db, extent) {
  const cast = makeCast()
  await insertCast(db, cast)
  await insertMessages(db, cast, extent)
  const [bigRoomId = '', ...others] = cast.rooms
  const every = Math.floor(others.length / (ROOMS_OF_READER - 1))
  const roomIds = [bigRoomId, ...others.filter((_, i) => i % every === 7).slice(0, ROOMS_OF_READER - 1)]
  await db.query('INSERT INTO membership (room_id, user_id) SELECT r, $2 FROM unnest($1::uuid[]) AS x(r)', [
    roomIds,
    extent.readerId,
  ])
  await indexFrom(db, 0)
  await db.query('VACUUM (ANALYZE) message')
  await db.query('VACUUM (ANALYZE) message_search')
  await db.query('ANALYZE')
  return { cast, roomIds, bigRoomId }
}

/** As workers do it, for all rooms at once. @param {import('pg').Client} db @param {number} seq where to begin */
export async function indexFrom(db, seq) {
  await db.query(
    `INSERT INTO message_search (room_id, seq, at, sender_id, text)
     SELECT room_id, seq, at, sender_id, search_fold(body) FROM message WHERE seq > $1 ORDER BY at`,
    [seq],
  )
}

/** @returns {Cast} */
export function makeCast() {
  const weights = Array.from({ length: ROOMS - 1 }, (_, i) => 1 / (i + 20))
  const sum = weights.reduce((a, b) => a + b, 0)
  let reached = BIG_ROOM_SHARE
  const shares = [reached, ...weights.map((weight) => (reached += (weight / sum) * (1 - BIG_ROOM_SHARE)))]
  return {
    rooms: Array.from({ length: ROOMS }, () => uuidV7()),
    people: Array.from({ length: PEOPLE }, () => uuidV7()),
    shares,
  }
}

/** @param {import('pg').Client} db @param {Cast} cast */
export async function insertCast(db, { rooms, people, label = '' }) {
  await db.query(
    `INSERT INTO app_user (id, username, email, display_name, password_hash)
     SELECT u, $2 || 'person' || i, $2 || 'person' || i || '@example.org', 'Person ' || i, ''
     FROM unnest($1::uuid[]) WITH ORDINALITY AS x(u, i)`,
    [people, label],
  )
  await db.query(
    `INSERT INTO room (id, kind, name) SELECT r, 'public', 'Room ' || i
     FROM unnest($1::uuid[]) WITH ORDINALITY AS x(r, i)`,
    [rooms],
  )
  await db.query(
    `INSERT INTO membership (room_id, user_id)
     SELECT r, u FROM unnest($1::uuid[]) AS x(r), unnest($2::uuid[]) AS y(u) WHERE random() < 0.05`,
    [rooms, people],
  )
}

/** @param {import('pg').Client} db @param {Cast} cast @param {Extent} extent */
async function insertMessages(db, cast, { messages, say }) {
  const random = seededRandom(1)
  const speakers = [new Speaker('en', random), new Speaker('pt', random)]
  const seqs = new Uint32Array(cast.rooms.length)
  const start = Date.now() - YEAR_MS
  for (let done = 0; done < messages; done += AT_ONCE) {
    const rows = Array.from({ length: Math.min(AT_ONCE, messages - done) }, (_, i) => {
      const room = lowerBound(cast.shares, random())
      const seq = (seqs[room] = (seqs[room] ?? 0) + 1)
      const author = Math.floor(random() ** 3 * cast.people.length)
      const body = speakers[room % 3 === 1 ? 1 : 0]?.text() ?? ''
      return { room, seq, author, body, at: new Date(start + ((done + i) / messages) * YEAR_MS) }
    })
    await insertRows(db, cast, rows)
    if (done % 200_000 === 0) say(`${done + rows.length} messages`)
  }
}

/** @param {number[]} shares @param {number} wanted */
function lowerBound(shares, wanted) {
  let [low, high] = [0, shares.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((shares[middle] ?? 1) < wanted) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The columns as a worker fills them.
 * @param {import('pg').Client} db @param {Cast} cast
 * @param {{ room: number, seq: number, author: number, body: string, at: Date }[]} rows
 */
export async function insertRows(db, { rooms, people }, rows) {
  await db.query(
    `INSERT INTO message (room_id, seq, ordinal, epoch, sender_id, client_id, digest, body, at, mentions)
     SELECT r, s, s, 1, u, gen_random_uuid(), md5(b), b, a, '{}'
     FROM unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::text[], $5::timestamptz[]) AS x(r, s, u, b, a)`,
    [
      rows.map(({ room }) => rooms[room]),
      rows.map(({ seq }) => seq),
      rows.map(({ author }) => people[author]),
      rows.map(({ body }) => body),
      rows.map(({ at }) => at),
    ],
  )
}

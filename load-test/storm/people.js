// @ts-check
import { createHmac } from 'node:crypto'
import { Identity } from '../websocket/identity.js'
import { uuidV7 } from '../websocket/random.js'

const SECRET = 'of-the-storm-and-of-nothing-else-at-all'
const HOURS = 12

/** What an instance needs to take the tokens that are made here. */
export const ENV = { JWT_SECRET: SECRET, JWT_EXPIRES_IN: `${HOURS}h` }

/** @typedef {{ userId: string, sessionId: string, roomId: string }} Seat */

/** Someone whose account and session stand in PostgreSQL: thousands who register would take minutes to hash passwords. */
class Guest extends Identity {
  #cookie

  /** @param {string} origin @param {Seat} seat */
  constructor(origin, { userId, sessionId }) {
    super(origin, `storm-${userId}`, '')
    this.userId = userId
    this.#cookie = `papo_access=${tokenOf(userId, sessionId)}`
  }

  /** @override */
  get headers() {
    return { origin: this.origin, cookie: this.#cookie }
  }

  /** @override */
  async refresh() {
    // the token outlives the run
  }
}

/**
 * Writes people with sessions into PostgreSQL, in rooms of equal size.
 * @param {import('pg').Pool} db
 * @param {{ origin: string, people: number, roomSize: number }} how
 * @returns {Promise<{ identity: Identity, roomId: string }[]>}
 */
export async function seat(db, { origin, people, roomSize }) {
  const roomIds = Array.from({ length: Math.ceil(people / roomSize) }, () => uuidV7())
  /** @type {Seat[]} */
  const seats = Array.from({ length: people }, (_, n) => ({
    userId: uuidV7(),
    sessionId: uuidV7(),
    roomId: roomIds[n % roomIds.length] ?? '',
  }))
  const [users, sessions, rooms] = [
    seats.map((one) => one.userId),
    seats.map((one) => one.sessionId),
    seats.map((one) => one.roomId),
  ]
  await db.query(
    `INSERT INTO app_user (id, username, email, display_name, password_hash)
     SELECT u, 'storm' || i, 'storm' || i || '@example.org', 'Guest ' || i, '' FROM unnest($1::uuid[]) WITH ORDINALITY AS x(u, i)`,
    [users],
  )
  await db.query(
    `INSERT INTO session (id, user_id, refresh_hash, expires_at)
     SELECT s, u, s::text, now() + interval '1 day' FROM unnest($1::uuid[], $2::uuid[]) AS x(s, u)`,
    [sessions, users],
  )
  await db.query(
    `INSERT INTO room (id, kind, name) SELECT r, 'public', 'Storm' FROM unnest($1::uuid[]) AS x(r)`,
    [roomIds],
  )
  await db.query(
    'INSERT INTO membership (room_id, user_id) SELECT r, u FROM unnest($1::uuid[], $2::uuid[]) AS x(r, u)',
    [rooms, users],
  )
  await db.query('ANALYZE')
  return seats.map((one) => ({ identity: new Guest(origin, one), roomId: one.roomId }))
}

/** An access token as an instance makes it. @param {string} sub @param {string} sid */
function tokenOf(sub, sid) {
  const encode = (/** @type {object} */ part) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const iat = Math.floor(Date.now() / 1_000)
  const times = { iat, exp: iat + HOURS * 3_600 }
  const signed = `${encode({ alg: 'HS256', typ: 'at+jwt' })}.${encode({ sub, sid, iss: 'papo', aud: 'papo', ...times })}`
  return `${signed}.${createHmac('sha256', SECRET).update(signed).digest('base64url')}`
}

// @ts-check
import pg from 'pg'
import { seat } from '../storm/people.js'

/**
 * @typedef {{ rooms: number, membersPerRoom: number }} Shape
 * @typedef {{ roomId: string, headers: Record<string, string> }} Guest
 */

/**
 * People who stand in the database with their sessions, room by room. Instances take them that run with the storm's ENV.
 * @param {string} databaseUrl
 * @param {Shape} shape
 * @returns {Promise<Guest[]>}
 */
export async function guests(databaseUrl, { rooms, membersPerRoom }) {
  const db = new pg.Pool({ connectionString: databaseUrl, max: 1 })
  const how = { origin: '', people: rooms * membersPerRoom, roomSize: membersPerRoom }
  const seated = await seat(db, how).finally(() => db.end())
  return seated
    .map(({ identity, roomId }) => ({ roomId, headers: { ...identity.headers } }))
    .sort((a, b) => (a.roomId < b.roomId ? -1 : Number(a.roomId > b.roomId)))
}

/** The baseline knows nobody. @param {Shape} shape @returns {Guest[]} */
export function strangers({ rooms, membersPerRoom }) {
  return Array.from({ length: rooms * membersPerRoom }, (_, index) => ({
    roomId: `bench-${Math.floor(index / membersPerRoom)}`,
    headers: {},
  }))
}

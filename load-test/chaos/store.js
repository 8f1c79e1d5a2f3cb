// @ts-check
/** @typedef {import('./checker.js').Store} Store */

/**
 * What PostgreSQL holds of these rooms.
 * @param {import('pg').Pool} db
 * @param {string[]} roomIds
 * @returns {Promise<Map<string, Store>>}
 */
export async function readStores(db, roomIds) {
  const [messages, events, voids] = await Promise.all([
    db.query(
      'SELECT room_id, seq, epoch, client_id, sender_id, body FROM message WHERE room_id = ANY($1) ORDER BY seq',
      [roomIds],
    ),
    db.query('SELECT room_id, seq FROM room_event WHERE room_id = ANY($1)', [roomIds]),
    db.query('SELECT room_id, from_seq, to_seq FROM room_void WHERE room_id = ANY($1)', [roomIds]),
  ])
  const stores = new Map(
    roomIds.map((roomId) => [roomId, /** @type {Store} */ ({ rows: [], events: [], voids: [] })]),
  )
  for (const { room_id, seq, epoch, client_id: clientId, sender_id: senderId, body } of messages.rows)
    stores.get(room_id)?.rows.push({ seq: Number(seq), epoch, clientId, senderId, body })
  for (const { room_id, seq } of events.rows) stores.get(room_id)?.events.push(Number(seq))
  for (const { room_id, from_seq: from, to_seq: to } of voids.rows)
    stores.get(room_id)?.voids.push({ from: Number(from), to: Number(to) })
  return stores
}

/** @param {Store} store */
export const headOf = ({ rows, events }) => Math.max(0, ...rows.map(({ seq }) => seq), ...events)

import type { Sql } from '../infra/postgres.js'
import { column, eventsOf, isMessage, type Row } from './columns.js'

/** Says what search has to look at: rooms with new messages, and messages that changed. @returns how many */
export async function insertSearchDue(tx: Sql, rows: Row[]): Promise<number> {
  const rooms = [...new Set(rows.filter(isMessage).map(({ event }) => event.roomId))]
  const due = [
    ...rooms.map((roomId) => ({ roomId, seq: null })),
    ...eventsOf(rows, 'message.edited', 'message.deleted').map((e) => ({
      roomId: e.roomId,
      seq: e.data.target,
    })),
  ]
  if (due.length === 0) return 0
  return tx.$executeRaw`
    INSERT INTO search_due (room_id, seq)
    SELECT * FROM unnest(${column(due, (d) => d.roomId)}::uuid[], ${column(due, (d) => d.seq)}::bigint[])`
}

import type { Sql } from '../infra/postgres.js'
import { column, eventsOf, type Row } from './columns.js'

const LINK = /https?:\/\//i

/**
 * Notes what is to be done about messages once they are stored: committed with them, so that no crash forgets it.
 * @param isWatched whether anyone asked for notifications; else none are due
 * @returns how much
 */
export async function insertFollowUps(tx: Sql, rows: Row[], isWatched = false): Promise<number> {
  const sent = eventsOf(rows, 'message.sent')
  const edited = eventsOf(rows, 'message.edited').map(({ roomId, data }) => ({ roomId, seq: data.target }))
  const linked = [...sent.filter(({ data }) => LINK.test(data.body)), ...edited]
  return (await insert(tx, 'preview', linked)) + (isWatched ? await insert(tx, 'notify', sent) : 0)
}

async function insert(
  tx: Sql,
  kind: 'preview' | 'notify',
  due: { roomId: string; seq: number }[],
): Promise<number> {
  if (due.length === 0) return 0
  return tx.$executeRaw`
    INSERT INTO follow_up (kind, room_id, seq)
    SELECT ${kind}, r, s
    FROM unnest(${column(due, (d) => d.roomId)}::uuid[], ${column(due, (d) => d.seq)}::bigint[]) AS x(r, s)`
}

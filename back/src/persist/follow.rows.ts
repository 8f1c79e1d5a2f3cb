import type { Sql } from '../infra/postgres.js'
import { column, eventsOf, type Row } from './columns.js'

const LINK = /https?:\/\//i

/** Notes what is to be done about messages once they are stored: committed with them, so that no crash forgets it. @returns how much */
export async function insertFollowUps(tx: Sql, rows: Row[]): Promise<number> {
  const sent = eventsOf(rows, 'message.sent').map((e) => ({ ...e.data, roomId: e.roomId, seq: e.seq }))
  const edited = eventsOf(rows, 'message.edited').map((e) => ({
    ...e.data,
    roomId: e.roomId,
    seq: e.data.target,
  }))
  const linked = [...sent.filter(({ body }) => LINK.test(body)), ...edited]
  return (await insert(tx, 'preview', linked)) + (await insert(tx, 'notify', sent))
}

/** Where nobody asked for notifications, none are due. */
async function insert(
  tx: Sql,
  kind: 'preview' | 'notify',
  due: { roomId: string; seq: number }[],
): Promise<number> {
  if (due.length === 0) return 0
  return tx.$executeRaw`
    INSERT INTO follow_up (kind, room_id, seq)
    SELECT ${kind}, r, s
    FROM unnest(${column(due, (d) => d.roomId)}::uuid[], ${column(due, (d) => d.seq)}::bigint[]) AS x(r, s)
    WHERE ${kind} <> 'notify' OR EXISTS (SELECT 1 FROM push_subscription)`
}

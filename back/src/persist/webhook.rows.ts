import { WEBHOOK_EVENTS } from '@papo/contract'
import type { Sql } from '../infra/postgres.js'
import { column, eventsOf, type Row } from './columns.js'

/** Notes which webhooks are to be told of what, committed with it: so no crash forgets one. @returns how many */
export async function insertDeliveries(tx: Sql, rows: Row[]): Promise<number> {
  const events = eventsOf(rows, ...WEBHOOK_EVENTS)
  if (events.length === 0) return 0
  return tx.$executeRaw`
    INSERT INTO webhook_delivery (webhook_id, room_id, seq, event)
    SELECT w.id, r, s, e
    FROM unnest(${column(events, (one) => one.roomId)}::uuid[], ${column(events, (one) => one.seq)}::bigint[],
      ${column(events, (one) => one.type)}::text[]) AS x(r, s, e)
    JOIN outgoing_webhook w ON w.room_id = r AND e = ANY(w.events) AND w.disabled_at IS NULL
    ON CONFLICT (webhook_id, seq) DO NOTHING`
}

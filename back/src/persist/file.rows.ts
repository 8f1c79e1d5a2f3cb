import type { Sql } from '../infra/postgres.js'
import { column, eventsOf, isMessage, type Row } from './columns.js'

/** Files belong to the message that shows them first: with it they stay, and with it they go. */
export async function markFiles(tx: Sql, rows: Row[]): Promise<void> {
  const used = rows
    .filter(isMessage)
    .flatMap(({ event }) =>
      (event.data.attachments ?? []).map(({ fileId }) => ({ fileId, roomId: event.roomId, seq: event.seq })),
    )
  if (used.length === 0) return
  await tx.$executeRaw`
    UPDATE file SET message_seq = s, touched_at = now()
    FROM unnest(${column(used, (u) => u.fileId)}::uuid[], ${column(used, (u) => u.roomId)}::uuid[],
      ${column(used, (u) => u.seq)}::bigint[]) AS x(f, r, s)
    WHERE id = f AND room_id = r AND message_seq IS NULL`
}

/** From here on nobody is given them; a sweeper takes their bytes out of the bucket. */
export async function dropFiles(tx: Sql, rows: Row[]): Promise<void> {
  const deletions = eventsOf(rows, 'message.deleted')
  if (deletions.length === 0) return
  await tx.$executeRaw`
    UPDATE file SET state = 'gone', touched_at = now()
    FROM unnest(${column(deletions, (e) => e.roomId)}::uuid[], ${column(deletions, (e) => e.data.target)}::bigint[])
      AS x(r, t)
    WHERE room_id = r AND message_seq = t AND state = 'clean'`
}

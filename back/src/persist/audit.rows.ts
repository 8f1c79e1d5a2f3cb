import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Sql } from '../infra/postgres.js'
import { column, eventsOf, type Row } from './columns.js'

/** The same at every run, and in the order of time among other entries. */
function entryId({ roomId, seq, at }: { roomId: string; seq: number; at: string }): string {
  const random = createHash('sha256').update(`${roomId}:${seq}`).digest().subarray(0, 16)
  return uuidv7({ msecs: Date.parse(at), seq: random.readUInt32BE(), random })
}

/**
 * Who deleted what someone else had said. The room's log decides that, so the entry is written where the log
 * becomes rows, with the deletion. To run after the events are stored: the first deletion of a message counts.
 */
export async function auditDeletions(tx: Sql, rows: Row[]): Promise<void> {
  const deletions = eventsOf(rows, 'message.deleted')
  if (deletions.length === 0) return
  await tx.$executeRaw`
    INSERT INTO audit_entry (id, room_id, at, actor_id, action, user_id, detail)
    SELECT i, r, a, u, 'message.deleted', m.sender_id, jsonb_build_object('seq', t)
    FROM unnest(${column(deletions, entryId)}::uuid[], ${column(deletions, (e) => e.roomId)}::uuid[],
      ${column(deletions, (e) => e.seq)}::bigint[], ${column(deletions, (e) => e.data.target)}::bigint[],
      ${column(deletions, (e) => e.actorId)}::uuid[], ${column(deletions, (e) => e.at)}::timestamptz[]
    ) AS x(i, r, s, t, u, a)
    JOIN message m ON m.room_id = r AND m.seq = t AND m.sender_id <> u
    WHERE NOT EXISTS (SELECT 1 FROM room_event e
      WHERE e.room_id = r AND e.target = t AND e.type = 'message.deleted' AND e.seq < s)
    ON CONFLICT (id) DO NOTHING`
}

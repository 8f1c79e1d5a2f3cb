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

/**
 * Who took away the preview of what someone else had said: in the room's log, and where it was an administrator of the
 * installation in its journal. To run after the events are stored; one that was not there any more counts for nothing.
 */
export async function auditPreviews(tx: Sql, rows: Row[]): Promise<void> {
  const removals = eventsOf(rows, 'preview.attached').filter((e) => !e.data.preview)
  if (removals.length === 0) return
  await tx.$executeRaw`
    WITH removal AS (
      SELECT i, r, a, u, m.sender_id AS author, t
      FROM unnest(${column(removals, entryId)}::uuid[], ${column(removals, (e) => e.roomId)}::uuid[],
        ${column(removals, (e) => e.seq)}::bigint[], ${column(removals, (e) => e.data.target)}::bigint[],
        ${column(removals, (e) => e.actorId)}::uuid[], ${column(removals, (e) => e.at)}::timestamptz[]
      ) AS x(i, r, s, t, u, a)
      JOIN message m ON m.room_id = r AND m.seq = t AND m.sender_id <> u
      WHERE 'object' = (SELECT jsonb_typeof(e.data -> 'preview') FROM room_event e
        WHERE e.room_id = r AND e.target = t AND e.type = 'preview.attached' AND e.seq < s ORDER BY e.seq DESC LIMIT 1)
    ), told AS (
      INSERT INTO audit_entry (id, room_id, at, actor_id, action, user_id, detail)
      SELECT i, r, a, u, 'preview.removed', author, jsonb_build_object('seq', t) FROM removal
      ON CONFLICT (id) DO NOTHING
    )
    INSERT INTO journal_entry (id, at, actor_id, action, user_id, detail)
    SELECT i, a, u, 'preview.removed', author, jsonb_build_object('roomId', r, 'seq', t)
    FROM removal JOIN app_user actor ON actor.id = u AND actor.role IN ('owner', 'admin')
    ON CONFLICT (id) DO NOTHING`
}

import type { RoomEventOf } from '@papo/contract'
import type { Sql } from '../infra/postgres.js'
import { column, eventsOf, lastPer, type Row } from './columns.js'

// What events change about earlier messages. Only a higher seq applies, and deleted wins,
// so that any of these statements may run again, in any order, and by a worker that was asleep.

const perTarget = <E extends { roomId: string; data: { target: number } }>(events: E[]) =>
  lastPer(events, (e) => `${e.roomId}:${e.data.target}`)

export async function applyEdits(tx: Sql, rows: Row[]): Promise<void> {
  const edits = perTarget(eventsOf(rows, 'message.edited'))
  if (edits.length === 0) return
  await tx.$executeRaw`
    UPDATE message SET body = b, edited_at = a, edit_seq = s,
      mentions = ARRAY(SELECT jsonb_array_elements_text(m))::uuid[]
    FROM unnest(${column(edits, (e) => e.roomId)}::uuid[], ${column(edits, (e) => e.data.target)}::bigint[],
      ${column(edits, (e) => e.seq)}::bigint[], ${column(edits, (e) => e.data.body)}::text[],
      ${column(edits, (e) => e.at)}::timestamptz[],
      ${column(edits, (e) => JSON.stringify(e.data.mentions ?? []))}::jsonb[]) AS x(r, t, s, b, a, m)
    WHERE room_id = r AND seq = t AND edit_seq < s AND deleted_at IS NULL`
}

/** Erases what was said, in the message and in its edits; the seqs stay. */
export async function applyDeletions(tx: Sql, rows: Row[]): Promise<void> {
  const deletions = perTarget(eventsOf(rows, 'message.deleted'))
  if (deletions.length === 0) return
  const [rooms, targets] = [column(deletions, (e) => e.roomId), column(deletions, (e) => e.data.target)]
  await tx.$executeRaw`
    UPDATE message SET body = '', attachments = NULL, preview = NULL, mentions = '{}', pinned = false, deleted_at = a
    FROM unnest(${rooms}::uuid[], ${targets}::bigint[], ${column(deletions, (e) => e.at)}::timestamptz[]) AS x(r, t, a)
    WHERE room_id = r AND seq = t AND deleted_at IS NULL`
  await tx.$executeRaw`
    DELETE FROM mention USING unnest(${rooms}::uuid[], ${targets}::bigint[]) AS x(r, t)
    WHERE room_id = r AND seq = t`
}

/** What else the log tells of a deleted message, also of what is stored after its deletion. */
export async function blankDeleted(tx: Sql, rows: Row[]): Promise<void> {
  const touched = perTarget(eventsOf(rows, 'message.edited', 'preview.attached', 'message.deleted'))
  if (touched.length === 0) return
  await tx.$executeRaw`
    UPDATE room_event e SET data = CASE e.type
      WHEN 'message.edited' THEN jsonb_set(e.data, '{body}', '""') ELSE jsonb_set(e.data, '{preview}', 'null') END
    FROM unnest(${column(touched, (e) => e.roomId)}::uuid[], ${column(touched, (e) => e.data.target)}::bigint[]) AS x(r, t),
      message m
    WHERE e.room_id = r AND e.target = t
      AND (e.type = 'message.edited' AND e.data->>'body' <> ''
        OR e.type = 'preview.attached' AND e.data->'preview' <> 'null')
      AND m.room_id = r AND m.seq = t AND m.deleted_at IS NOT NULL`
}

export async function applyPins(tx: Sql, rows: Row[]): Promise<void> {
  const pins = perTarget<RoomEventOf<'message.pinned' | 'message.unpinned'>>(
    eventsOf(rows, 'message.pinned', 'message.unpinned'),
  )
  if (pins.length === 0) return
  await tx.$executeRaw`
    UPDATE message SET pinned = p, pin_seq = s
    FROM unnest(${column(pins, (e) => e.roomId)}::uuid[], ${column(pins, (e) => e.data.target)}::bigint[],
      ${column(pins, (e) => e.seq)}::bigint[], ${column(pins, (e) => e.type === 'message.pinned')}::boolean[]) AS x(r, t, s, p)
    WHERE room_id = r AND seq = t AND pin_seq < s AND deleted_at IS NULL`
}

export async function applyPreviews(tx: Sql, rows: Row[]): Promise<void> {
  const previews = perTarget(eventsOf(rows, 'preview.attached'))
  if (previews.length === 0) return
  await tx.$executeRaw`
    UPDATE message SET preview = p, preview_seq = s
    FROM unnest(${column(previews, (e) => e.roomId)}::uuid[], ${column(previews, (e) => e.data.target)}::bigint[],
      ${column(previews, (e) => e.seq)}::bigint[],
      ${column(previews, (e) => (e.data.preview ? JSON.stringify(e.data.preview) : null))}::jsonb[]) AS x(r, t, s, p)
    WHERE room_id = r AND seq = t AND preview_seq < s AND deleted_at IS NULL`
}

export async function applyReactions(tx: Sql, rows: Row[]): Promise<void> {
  const reactions = lastPer<RoomEventOf<'reaction.added' | 'reaction.removed'>>(
    eventsOf(rows, 'reaction.added', 'reaction.removed'),
    (e) => `${e.roomId}:${e.data.target}:${e.actorId}:${e.data.emoji}`,
  )
  if (reactions.length === 0) return
  await tx.$executeRaw`
    INSERT INTO reaction (room_id, target, user_id, emoji, seq, active)
    SELECT * FROM unnest(${column(reactions, (e) => e.roomId)}::uuid[], ${column(reactions, (e) => e.data.target)}::bigint[],
      ${column(reactions, (e) => e.actorId)}::uuid[], ${column(reactions, (e) => e.data.emoji)}::text[],
      ${column(reactions, (e) => e.seq)}::bigint[], ${column(reactions, (e) => e.type === 'reaction.added')}::boolean[])
    ON CONFLICT (room_id, target, user_id, emoji) DO UPDATE SET seq = excluded.seq, active = excluded.active
    WHERE reaction.seq < excluded.seq`
}

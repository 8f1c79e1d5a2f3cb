import { type Sql } from '../infra/postgres.js'
import { column, isMessage, type MessageRow, type Row, targetOf } from './columns.js'

/** The statements that store events. Each may run again with the same rows. */

/** @returns the messages that stand in the table under another seq already */
export async function insertMessages(tx: Sql, all: Row[]): Promise<MessageRow[]> {
  const rows = all.filter(isMessage)
  if (rows.length === 0) return []
  // The target is named: a collision on (room_id, seq) must fail loudly, never vanish.
  const inserted = await tx.$executeRaw`
    INSERT INTO message (room_id, seq, ordinal, epoch, sender_id, client_id, digest, body, at, reply_to, thread_of,
                         attachments, mentions)
    SELECT r, s, o, e, u, c, d, b, a, p, t, f, coalesce(m, '{}')
    FROM json_to_recordset(${asJson(rows)}::json) AS x(r uuid, s bigint, o bigint, e int, u uuid, c uuid,
      d text, b text, a timestamptz, p bigint, t bigint, f jsonb, m uuid[])
    ON CONFLICT (room_id, sender_id, client_id) DO NOTHING`
  return inserted === rows.length ? [] : notAtTheirSeq(tx, rows)
}

/** As one text, for what comes most: a list per column costs Prisma and pg more than all the rest of storing a message. */
const asJson = (rows: MessageRow[]) =>
  JSON.stringify(
    rows.map(({ event, event: { data }, entry }) => ({
      r: event.roomId,
      s: event.seq,
      o: event.ordinal,
      e: event.epoch,
      u: event.actorId,
      c: event.clientId,
      d: entry.digest,
      b: data.body,
      a: event.at,
      p: data.replyTo,
      t: data.threadOf,
      f: data.attachments,
      m: data.mentions,
    })),
  )

async function notAtTheirSeq(tx: Sql, rows: MessageRow[]): Promise<MessageRow[]> {
  const found = await tx.$queryRaw<{ room: string; seq: bigint }[]>`
    SELECT m.room_id AS room, m.seq FROM message m
    JOIN unnest(${column(rows, (r) => r.event.roomId)}::uuid[], ${column(rows, (r) => r.event.seq)}::bigint[],
      ${column(rows, (r) => r.event.actorId)}::uuid[], ${column(rows, (r) => r.event.clientId)}::uuid[]) AS x(r, s, u, c)
    ON m.room_id = r AND m.seq = s AND m.sender_id = u AND m.client_id = c`
  const present = new Set(found.map((row) => `${row.room}:${row.seq}`))
  return rows.filter((row) => !present.has(`${row.event.roomId}:${row.event.seq}`))
}

/** Everything but messages, each at its seq. `type` overrides the event's own. */
export async function insertEvents(tx: Sql, rows: Row[], type?: string): Promise<void> {
  if (rows.length === 0) return
  await tx.$executeRaw`
    INSERT INTO room_event (room_id, seq, ordinal, epoch, type, actor_id, client_id, digest, at, target, data)
    SELECT * FROM unnest(${column(rows, (r) => r.event.roomId)}::uuid[], ${column(rows, (r) => r.event.seq)}::bigint[],
      ${column(rows, (r) => r.event.ordinal)}::bigint[], ${column(rows, (r) => r.event.epoch)}::int[],
      ${column(rows, (r) => type ?? r.event.type)}::text[], ${column(rows, (r) => r.event.actorId)}::uuid[],
      ${column(rows, (r) => r.event.clientId ?? null)}::uuid[], ${column(rows, (r) => r.entry.digest)}::text[],
      ${column(rows, (r) => r.event.at)}::timestamptz[], ${column(rows, (r) => targetOf(r.event))}::bigint[],
      ${column(rows, (r) => JSON.stringify(type ? {} : r.event.data))}::jsonb[])
    ON CONFLICT (room_id, seq) DO NOTHING`
}

export async function insertMentions(tx: Sql, all: Row[]): Promise<void> {
  const mentions = all
    .filter(isMessage)
    .flatMap(({ event }) =>
      (event.data.mentions ?? []).map((userId) => ({ userId, roomId: event.roomId, seq: event.seq })),
    )
  if (mentions.length === 0) return
  await tx.$executeRaw`
    INSERT INTO mention (user_id, room_id, seq)
    SELECT u, r, s FROM unnest(${column(mentions, (m) => m.userId)}::uuid[], ${column(mentions, (m) => m.roomId)}::uuid[],
      ${column(mentions, (m) => m.seq)}::bigint[]) AS x(u, r, s)
    WHERE NOT EXISTS (SELECT 1 FROM message WHERE room_id = r AND seq = s AND deleted_at IS NOT NULL)
    ON CONFLICT (user_id, room_id, seq) DO NOTHING`
}

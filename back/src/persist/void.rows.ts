import type { Sql } from '../infra/postgres.js'
import type { Row } from './columns.js'

/**
 * Records, for every first event of an epoch, the seqs before it that were never used: those after the last
 * that is stored, or that comes before it among `rows` (of one room, ascending).
 */
export async function insertVoids(tx: Sql, rows: Row[]): Promise<void> {
  for (const [i, { event, entry }] of rows.entries()) {
    if (!entry.first || event.seq === 1) continue
    const { roomId, seq, epoch } = event
    const before = rows[i - 1]?.event.seq ?? 0
    await tx.$executeRaw`
      INSERT INTO room_void (room_id, from_seq, to_seq, epoch)
      SELECT ${roomId}::uuid, last + 1, ${seq}::bigint - 1, ${epoch}::int FROM (SELECT GREATEST(
        ${before}::bigint,
        COALESCE((SELECT max(seq) FROM message WHERE room_id = ${roomId}::uuid AND seq < ${seq}::bigint), 0),
        COALESCE((SELECT max(seq) FROM room_event WHERE room_id = ${roomId}::uuid AND seq < ${seq}::bigint), 0),
        COALESCE((SELECT max(to_seq) FROM room_void WHERE room_id = ${roomId}::uuid AND to_seq < ${seq}::bigint), 0)
      ) AS last) AS x
      WHERE last < ${seq}::bigint - 1
      ON CONFLICT (room_id, from_seq) DO NOTHING`
  }
}

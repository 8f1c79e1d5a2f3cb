import { Injectable } from '@nestjs/common'
import { Postgres, type Sql } from '../infra/postgres.js'

type Due = { id: bigint; roomId: string; seq: bigint | null }
const DUE_MAX = 500
/** Of one room in one transaction. */
const MESSAGES_MAX = 1_000

/** Keeps `message_search` in step with `message`. */
@Injectable()
export class IndexStore {
  constructor(private readonly postgres: Postgres) {}

  /**
   * Looks at some of what is due, in one transaction. Several workers may do so at once: they take different rows, and
   * what two of them find in one room is written once. @returns whether there was anything
   */
  step(): Promise<boolean> {
    return this.postgres.transaction(async (tx) => {
      const due = await tx.$queryRaw<Due[]>`
        SELECT id, room_id AS "roomId", seq FROM search_due ORDER BY id LIMIT ${DUE_MAX} FOR UPDATE SKIP LOCKED`
      if (due.length === 0) return false
      await addNew(tx, [...new Set(due.flatMap((one) => (one.seq === null ? [one.roomId] : [])))])
      await readAgain(
        tx,
        due.filter((one) => one.seq !== null),
      )
      await tx.$executeRaw`DELETE FROM search_due WHERE id = ANY(${due.map((one) => one.id)}::bigint[])`
      return true
    })
  }
}

/** A room's messages are stored in order, so those beyond the last that is known are all that are new. */
async function addNew(tx: Sql, roomIds: string[]): Promise<void> {
  if (roomIds.length === 0) return
  await tx.$executeRaw`
    WITH fresh AS MATERIALIZED (
      SELECT m.* FROM unnest(${roomIds}::uuid[]) AS r(id) CROSS JOIN LATERAL (
        SELECT room_id, seq, at, sender_id, body FROM message WHERE room_id = r.id AND deleted_at IS NULL
          AND seq > COALESCE((SELECT max(seq) FROM message_search WHERE room_id = r.id), 0)
        ORDER BY seq LIMIT ${MESSAGES_MAX}) m),
    more AS (
      INSERT INTO search_due (room_id) SELECT room_id FROM fresh GROUP BY room_id HAVING count(*) = ${MESSAGES_MAX})
    INSERT INTO message_search (room_id, seq, at, sender_id, text)
    SELECT room_id, seq, at, sender_id, search_fold(body) FROM fresh ON CONFLICT (room_id, seq) DO NOTHING`
}

async function readAgain(tx: Sql, due: Due[]): Promise<void> {
  if (due.length === 0) return
  const [rooms, seqs] = [due.map((one) => one.roomId), due.map((one) => one.seq)]
  await tx.$executeRaw`
    UPDATE message_search s SET text = search_fold(m.body)
    FROM unnest(${rooms}::uuid[], ${seqs}::bigint[]) AS x(room_id, seq) JOIN message m USING (room_id, seq)
    WHERE s.room_id = m.room_id AND s.seq = m.seq AND m.deleted_at IS NULL AND s.text <> search_fold(m.body)`
  await tx.$executeRaw`
    DELETE FROM message_search s
    USING unnest(${rooms}::uuid[], ${seqs}::bigint[]) AS x(room_id, seq) JOIN message m USING (room_id, seq)
    WHERE s.room_id = m.room_id AND s.seq = m.seq AND m.deleted_at IS NOT NULL`
}

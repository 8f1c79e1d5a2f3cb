import { Injectable } from '@nestjs/common'
import { Postgres, type Sql } from '../infra/postgres.js'
import type { Bounds } from './retention.days.js'

export type Kept = { roomId: string; retentionDays: number | null; expiredSeq: number }
/** Messages of one room with `from` < seq ≤ `to`. */
type Span = { roomId: string; from: number; to: number }
type Aged = { seq: bigint; ordinal: bigint; old: boolean }

/** Takes out of PostgreSQL what is older than its room keeps. Rows stay, so that seqs have no holes. */
@Injectable()
export class ExpiryStore {
  constructor(private readonly postgres: Postgres) {}

  /** Rooms by id after `after`, of which something may have to go: in a limit's reach, or erased before. */
  async rooms(after: string, take: number, { defaultDays, maxDays }: Bounds): Promise<Kept[]> {
    const everyone = defaultDays > 0 || maxDays > 0
    const rows = await this.postgres.client.$queryRaw<
      { roomId: string; retentionDays: number | null; expiredSeq: bigint }[]
    >`
      SELECT id AS "roomId", retention_days AS "retentionDays", expired_seq AS "expiredSeq" FROM room
      WHERE id > ${after}::uuid AND deleted_at IS NULL AND (${everyone} OR retention_days > 0 OR expired_seq > 0)
      ORDER BY id LIMIT ${take}`
    return rows.map((row) => ({ ...row, expiredSeq: Number(row.expiredSeq) }))
  }

  /**
   * Erases the oldest messages of a room that are more than `days` old, at most `take`.
   * @returns up to which seq everything is erased, and how many messages went now
   */
  erase({ roomId, expiredSeq }: Kept, days: number, take: number): Promise<{ seq: number; count: number }> {
    return this.postgres.transaction(async (tx) => {
      const rows = await tx.$queryRaw<Aged[]>`
        SELECT seq, ordinal, at < now() - make_interval(days => ${days}::int) AS old FROM message
        WHERE room_id = ${roomId}::uuid AND seq > ${expiredSeq}::bigint ORDER BY seq LIMIT ${take}`
      const young = rows.findIndex(({ old }) => !old)
      const aged = young < 0 ? rows : rows.slice(0, young)
      const last = aged.at(-1)
      if (!last) return { seq: expiredSeq, count: 0 }
      // Before the messages: workers that store something of the room hold its row first, too.
      await tx.$executeRaw`
        UPDATE room SET expired_seq = ${last.seq}, expired_ordinal = ${last.ordinal}
        WHERE id = ${roomId}::uuid AND expired_seq < ${last.seq}`
      await eraseSpan(tx, { roomId, from: expiredSeq, to: Number(last.seq) })
      return { seq: Number(last.seq), count: aged.length }
    })
  }
}

async function eraseSpan(tx: Sql, span: Span): Promise<void> {
  await eraseMessages(tx, span)
  await eraseEvents(tx, span)
  await eraseTraces(tx, span)
}

/** As a deletion does, so that whatever refuses deleted messages refuses these. */
async function eraseMessages(tx: Sql, { roomId, from, to }: Span): Promise<void> {
  await tx.$executeRaw`
    UPDATE message SET body = '', attachments = NULL, preview = NULL, mentions = '{}', pinned = false,
      deleted_at = COALESCE(deleted_at, now())
    WHERE room_id = ${roomId}::uuid AND seq > ${from}::bigint AND seq <= ${to}::bigint`
  await tx.$executeRaw`
    UPDATE file SET state = 'gone', touched_at = now()
    WHERE room_id = ${roomId}::uuid AND message_seq > ${from}::bigint AND message_seq <= ${to}::bigint AND state = 'clean'`
}

/** What the log tells of them: later versions and previews. */
async function eraseEvents(tx: Sql, { roomId, from, to }: Span): Promise<void> {
  await tx.$executeRaw`
    UPDATE room_event SET data = CASE type
      WHEN 'message.edited' THEN jsonb_build_object('target', target, 'body', '')
      ELSE jsonb_build_object('target', target, 'preview', NULL) END
    WHERE room_id = ${roomId}::uuid AND target > ${from}::bigint AND target <= ${to}::bigint
      AND type IN ('message.edited', 'preview.attached')`
  await tx.$executeRaw`
    UPDATE quarantine SET event = '' WHERE room_id = ${roomId}::uuid AND seq > ${from}::bigint AND seq <= ${to}::bigint`
}

async function eraseTraces(tx: Sql, { roomId, from, to }: Span): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM reaction WHERE room_id = ${roomId}::uuid AND target > ${from}::bigint AND target <= ${to}::bigint`
  await tx.$executeRaw`
    DELETE FROM mention USING (SELECT user_id FROM membership WHERE room_id = ${roomId}::uuid) AS m
    WHERE mention.user_id = m.user_id AND room_id = ${roomId}::uuid AND seq > ${from}::bigint AND seq <= ${to}::bigint`
  await tx.$executeRaw`
    DELETE FROM message_search WHERE room_id = ${roomId}::uuid AND seq > ${from}::bigint AND seq <= ${to}::bigint`
  // And what the indexer, which may be reading them, puts there after this.
  await tx.$executeRaw`
    INSERT INTO search_due (room_id, seq) SELECT ${roomId}::uuid, seq FROM message
    WHERE room_id = ${roomId}::uuid AND seq > ${from}::bigint AND seq <= ${to}::bigint`
}

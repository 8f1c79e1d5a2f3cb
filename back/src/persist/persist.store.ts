import { Injectable } from '@nestjs/common'
import { type Errand, ERRANDS, Errands } from '../infra/errands.js'
import { Postgres, type Sql } from '../infra/postgres.js'
import { auditDeletions, auditPreviews } from './audit.rows.js'
import {
  applyDeletions,
  applyEdits,
  applyPins,
  applyPreviews,
  applyReactions,
  blankDeleted,
} from './change.rows.js'
import { dropFiles, markFiles } from './file.rows.js'
import { insertFollowUps } from './follow.rows.js'
import { column, isMessage, type MessageRow, type Row } from './columns.js'
import { insertEvents, insertMentions, insertMessages } from './message.rows.js'
import { insertSearchDue } from './search.rows.js'
import { insertDeliveries } from './webhook.rows.js'
import { insertVoids } from './void.rows.js'

/** What one room has for PostgreSQL; rows ascend by seq. */
export type RoomBatch = {
  roomId: string
  epoch: number
  rows: Row[]
  reads: { userId: string; seq: number; ordinal: number; version: number }[]
}
/** `stale`: rooms that PostgreSQL knows under another epoch. `conflicts`: clientIds stored under another seq. */
export type Stored = { stale: string[]; conflicts: { roomId: string; seq: number }[] }
/** Of a room: whether webhooks listen, and whether anyone at all has notifications. */
type Standing = { epoch: number; hooked: boolean; watched: boolean }

@Injectable()
export class PersistStore {
  constructor(
    private readonly postgres: Postgres,
    private readonly errands: Errands,
  ) {}

  /** Stores all batches in one transaction. Running it again, or at the same time elsewhere, changes nothing. */
  async store(batches: RoomBatch[]): Promise<Stored> {
    const left = { search: 0, follow: 0, webhook: 0 } satisfies Record<Errand, number>
    const stored = await this.postgres.transaction(async (tx) => {
      const rooms = await this.fence(tx, batches)
      const isCurrent = ({ roomId, epoch }: RoomBatch) => rooms.get(roomId)?.epoch === epoch
      const current = batches.filter(isCurrent)
      const rows = current.flatMap((batch) => batch.rows)
      for (const batch of current) await insertVoids(tx, batch.rows)
      const conflicts = await insertMessages(tx, rows)
      await insertEvents(tx, conflicts, 'message.conflict')
      await insertEvents(
        tx,
        rows.filter((row) => !isMessage(row)),
      )
      await insertMentions(
        tx,
        rows.filter((row) => !conflicts.includes(row as MessageRow)),
      )
      await applyEdits(tx, rows)
      await markFiles(tx, rows)
      await applyDeletions(tx, rows)
      await dropFiles(tx, rows)
      await auditDeletions(tx, rows)
      await auditPreviews(tx, rows)
      await blankDeleted(tx, rows)
      await applyPins(tx, rows)
      await applyPreviews(tx, rows)
      await applyReactions(tx, rows)
      left.search = await insertSearchDue(tx, rows)
      left.follow = await insertFollowUps(tx, rows, [...rooms.values()][0]?.watched)
      const hooked = current.filter(({ roomId }) => rooms.get(roomId)?.hooked)
      left.webhook = await insertDeliveries(
        tx,
        hooked.flatMap((batch) => batch.rows),
      )
      await this.updateReads(tx, current)
      return {
        stale: batches.filter((batch) => !isCurrent(batch)).map((batch) => batch.roomId),
        conflicts: conflicts.map(({ event }) => ({ roomId: event.roomId, seq: event.seq })),
      }
    })
    this.errands.announce(ERRANDS.filter((errand) => left[errand] > 0))
    return stored
  }

  /** Keeps a row that PostgreSQL refuses, with the reason, and an event of its own in its place. */
  async quarantine(row: Row, reason: string): Promise<void> {
    const { roomId, seq, epoch } = row.event
    const event = Buffer.from(row.entry.json)
    await this.postgres.transaction(async (tx) => {
      await insertVoids(tx, [row])
      await tx.quarantine.createMany({ data: [{ roomId, seq, epoch, event, reason }], skipDuplicates: true })
      await insertEvents(tx, [row], 'event.quarantined')
    })
  }

  /**
   * Holds the rooms' epochs until the commit: a new one waits for us, and after it we find another. Says besides whether
   * anyone wants to be told, so that where nobody does, as mostly, not every row is written down once more.
   */
  private async fence(tx: Sql, batches: RoomBatch[]): Promise<Map<string, Standing>> {
    const rooms = await tx.$queryRaw<({ id: string } & Standing)[]>`
      SELECT id, epoch,
        EXISTS (SELECT 1 FROM outgoing_webhook WHERE room_id = room.id AND disabled_at IS NULL) AS hooked,
        EXISTS (SELECT 1 FROM push_subscription) AS watched
      FROM room WHERE id = ANY(${column(batches, (b) => b.roomId)}::uuid[]) ORDER BY id FOR SHARE`
    return new Map(rooms.map((room) => [room.id, room]))
  }

  private async updateReads(tx: Sql, batches: RoomBatch[]): Promise<void> {
    const reads = batches.flatMap((batch) => batch.reads.map((read) => ({ ...read, roomId: batch.roomId })))
    if (reads.length === 0) return
    await tx.$executeRaw`
      UPDATE membership SET read_seq = s, read_ordinal = o, read_version = v
      FROM unnest(${column(reads, (r) => r.roomId)}::uuid[], ${column(reads, (r) => r.userId)}::uuid[],
        ${column(reads, (r) => r.seq)}::bigint[], ${column(reads, (r) => r.ordinal)}::bigint[],
        ${column(reads, (r) => r.version)}::bigint[]) AS x(r, u, s, o, v)
      WHERE room_id = r AND user_id = u AND read_version < v`
  }
}

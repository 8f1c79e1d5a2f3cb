import { Injectable } from '@nestjs/common'
import { Postgres, type Sql } from '../infra/postgres.js'
import type { Standing } from './standing.js'

/** A seq that was used, and under which epoch. */
export type Top = { seq: number; epoch: number }

/** What PostgreSQL knows of a room when a new epoch begins. */
export type RoomFacts = {
  epoch: number
  /** The last seq and ordinal that are stored; 0 for none. */
  seq: number
  ordinal: number
  /** The last stored seqs, of whatever kind, with their epochs. */
  tops: Top[]
  deleted: boolean
  readsVersion: number
  members: { userId: string; standing: Standing; readSeq: number; readOrdinal: number }[]
}

@Injectable()
export class EpochStore {
  constructor(private readonly postgres: Postgres) {}

  /** Nobody else, in any process, does such work for the room meanwhile. Takes a connection of its own. */
  alone<T>(roomId: string, work: () => Promise<T>): Promise<T> {
    return this.postgres.transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${roomId}, 0))`
      return work()
    })
  }

  async epochOf(roomId: string): Promise<number | undefined> {
    return (await this.postgres.client.room.findUnique({ where: { id: roomId }, select: { epoch: true } }))
      ?.epoch
  }

  /**
   * Raises the room's epoch above `seenEpoch` and reads the room. Waits for workers that write under the
   * old epoch (they hold a share lock on the row); later ones find another epoch and give up.
   * Undefined when there is no such room.
   */
  raise(roomId: string, seenEpoch: number): Promise<RoomFacts | undefined> {
    return this.postgres.transaction(async (tx) => {
      const rows = await tx.$queryRaw<{ epoch: number; deleted: boolean }[]>`
        UPDATE room SET epoch = GREATEST(epoch, ${seenEpoch}::int) + 1 WHERE id = ${roomId}::uuid
        RETURNING epoch, deleted_at IS NOT NULL AS deleted`
      const room = rows[0]
      if (!room) return undefined
      return { ...room, ...(await this.stored(tx, roomId)), ...(await this.members(tx, roomId)) }
    })
  }

  private async stored(tx: Sql, roomId: string): Promise<Pick<RoomFacts, 'tops' | 'seq' | 'ordinal'>> {
    const rows = await tx.$queryRaw<{ seq: bigint; ordinal: bigint; epoch: number }[]>`
      (SELECT seq, ordinal, epoch FROM message WHERE room_id = ${roomId}::uuid ORDER BY seq DESC LIMIT 1)
      UNION ALL
      (SELECT seq, ordinal, epoch FROM room_event WHERE room_id = ${roomId}::uuid ORDER BY seq DESC LIMIT 1)
      UNION ALL
      (SELECT to_seq, 0, epoch FROM room_void WHERE room_id = ${roomId}::uuid ORDER BY to_seq DESC LIMIT 1)`
    const tops = rows.map((row) => ({ seq: Number(row.seq), epoch: row.epoch, ordinal: Number(row.ordinal) }))
    const largest = (values: number[]) => Math.max(0, ...values)
    return {
      tops,
      seq: largest(tops.map((top) => top.seq)),
      ordinal: largest(tops.map((top) => top.ordinal)),
    }
  }

  private async members(tx: Sql, roomId: string): Promise<Pick<RoomFacts, 'members' | 'readsVersion'>> {
    const rows = await tx.membership.findMany({ where: { roomId } })
    const members = rows.map((row) => ({
      userId: row.userId,
      standing: {
        version: row.version,
        role: row.state === 'active' ? (row.role as Standing['role']) : undefined,
        mutedUntilMs: row.mutedUntil?.getTime() ?? 0,
      },
      readSeq: Number(row.readSeq),
      readOrdinal: Number(row.readOrdinal),
    }))
    return { members, readsVersion: rows.reduce((max, row) => Math.max(max, Number(row.readVersion)), 0) }
  }
}

import { Injectable } from '@nestjs/common'
import type { RoomEvent } from '@papo/contract'
import { Postgres } from '../infra/postgres.js'
import { type EventRecord, rowToEvent, rowToSent } from './message.rows.js'

/** The stored part of a room's log. */
@Injectable()
export class HistoryStore {
  constructor(private readonly postgres: Postgres) {}

  /**
   * The events with `from` ≤ seq ≤ `to`, ascending; undefined unless every seq of them is there, and none was erased
   * because of its age.
   * What was said in messages that are deleted is blank.
   */
  async events(roomId: string, from: number, to: number): Promise<RoomEvent[] | undefined> {
    const range = { roomId, seq: { gte: from, lte: to } }
    const [room, messages, others] = await Promise.all([
      this.postgres.client.room.findUnique({ where: { id: roomId }, select: { expiredSeq: true } }),
      this.postgres.client.message.findMany({ where: range }),
      this.postgres.client.roomEvent.findMany({ where: range }),
    ])
    if (from <= (room?.expiredSeq ?? 0)) return undefined
    const events = [...messages.map(rowToSent), ...others.map((row) => rowToEvent(row as EventRecord))]
    const whole = events.filter((event) => event !== undefined).sort((a, b) => a.seq - b.seq)
    return whole.length === to - from + 1 ? whole : undefined
  }

  /** How many messages the room had up to `seq`. */
  async ordinalAt(roomId: string, seq: number): Promise<number> {
    const rows = await this.postgres.client.$queryRaw<{ ordinal: bigint }[]>`
      (SELECT seq, ordinal FROM message WHERE room_id = ${roomId}::uuid AND seq <= ${seq}::bigint ORDER BY seq DESC LIMIT 1)
      UNION ALL
      (SELECT seq, ordinal FROM room_event WHERE room_id = ${roomId}::uuid AND seq <= ${seq}::bigint ORDER BY seq DESC LIMIT 1)
      ORDER BY seq DESC LIMIT 1`
    return Number(rows[0]?.ordinal ?? 0)
  }
}

import { Injectable } from '@nestjs/common'
import type { RoomEventType } from '@papo/contract'
import { Postgres } from '../infra/postgres.js'

/** A committed change of which the room's log, or some instance, may not know yet. */
export type Pending = {
  id: string
  roomId: string
  actorId: string
  type: RoomEventType
  data: object
  userId: string | null
  standing: string | null
  /** The log had it already, and it was persisted. */
  logged: boolean
}

@Injectable()
export class PendingStore {
  constructor(private readonly postgres: Postgres) {}

  /** What waits in one room, oldest first. */
  of(roomId: string, take: number): Promise<Pending[]> {
    return this.postgres.client.$queryRaw<Pending[]>`
      SELECT p.id, p.room_id AS "roomId", p.actor_id AS "actorId", p.type, p.data, p.user_id AS "userId", p.standing,
        EXISTS (SELECT 1 FROM room_event e
          WHERE e.room_id = p.room_id AND e.actor_id = p.actor_id AND e.client_id = p.id) AS logged
      FROM pending_event p WHERE p.room_id = ${roomId}::uuid
      ORDER BY p.created_at, p.id LIMIT ${take}`
  }

  /** Rooms in which something has waited for longer than the call that caused it should take, oldest first. */
  async roomsWaiting(forMs: number, take: number): Promise<string[]> {
    const rows = await this.postgres.client.$queryRaw<{ roomId: string }[]>`
      SELECT room_id AS "roomId" FROM pending_event
      GROUP BY room_id HAVING min(created_at) < clock_timestamp() - ${forMs} * interval '1 millisecond'
      ORDER BY min(created_at) LIMIT ${take}`
    return rows.map((row) => row.roomId)
  }

  async delete(ids: string[]): Promise<void> {
    await this.postgres.client.pendingEvent.deleteMany({ where: { id: { in: ids } } })
  }
}

import { Injectable } from '@nestjs/common'
import type { RoomEvent } from '@papo/contract'
import { Postgres } from '../infra/postgres.js'
import { type EventRecord, rowToEvent } from '../message/message.rows.js'

/** More of them say nothing new. */
const PREVIEWS_TAKEN = 10

/** What is stored about a message that a preview may be for. */
@Injectable()
export class SubjectStore {
  constructor(private readonly postgres: Postgres) {}

  /** Whether the room wants previews; undefined if it is gone. */
  async wantsPreviews(roomId: string): Promise<boolean | undefined> {
    const where = { id: roomId, deletedAt: null }
    return (await this.postgres.client.room.findFirst({ where, select: { previews: true } }))?.previews
  }

  /** Its last edit and its last previews, ascending. */
  async changes(roomId: string, target: number): Promise<RoomEvent[]> {
    const last = (type: string, take: number) =>
      this.postgres.client.roomEvent.findMany({
        where: { roomId, target, type },
        orderBy: { seq: 'desc' },
        take,
      })
    const rows = [...(await last('message.edited', 1)), ...(await last('preview.attached', PREVIEWS_TAKEN))]
    return rows
      .map((row) => rowToEvent(row as EventRecord))
      .filter((event) => event !== undefined)
      .sort((a, b) => a.seq - b.seq)
  }
}

import { Injectable } from '@nestjs/common'
import { Postgres } from '../infra/postgres.js'

export type Said = { roomId: string; seq: number }

/** What those who are gone have said, and wanted erased. */
@Injectable()
export class LegacyStore {
  constructor(private readonly postgres: Postgres) {}

  async erasing(take: number): Promise<string[]> {
    const rows = await this.postgres.client.user.findMany({
      where: { erasing: true },
      select: { id: true },
      take,
    })
    return rows.map((row) => row.id)
  }

  async rooms(userId: string): Promise<string[]> {
    const rows = await this.postgres.client.$queryRaw<{ id: string }[]>`
      SELECT m.room_id AS id FROM membership m JOIN room r ON r.id = m.room_id
      WHERE m.user_id = ${userId}::uuid AND r.deleted_at IS NULL ORDER BY m.room_id`
    return rows.map((row) => row.id)
  }

  /** Of one room, in the order of an index. */
  async said(userId: string, roomId: string, take: number): Promise<Said[]> {
    const rows = await this.postgres.client.$queryRaw<{ seq: bigint }[]>`
      SELECT seq FROM message WHERE room_id = ${roomId}::uuid AND sender_id = ${userId}::uuid AND deleted_at IS NULL
      ORDER BY client_id LIMIT ${take}`
    return rows.map((row) => ({ roomId, seq: Number(row.seq) }))
  }

  /** Only some time after the last session ended: until then something of theirs may still be on its way to be stored. */
  async settle(userId: string): Promise<void> {
    await this.postgres.client.$executeRaw`
      UPDATE app_user SET erasing = false WHERE id = ${userId}::uuid AND deleted_at < now() - interval '10 minutes'`
  }
}

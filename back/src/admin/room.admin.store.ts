import { Injectable } from '@nestjs/common'
import { Postgres, Prisma, sql } from '../infra/postgres.js'
import { literalLike } from '../room/cursor.js'
import { ROOM_COLUMNS, type RoomRow, type SearchKey } from '../room/room.store.js'

export type AdminRoomRow = RoomRow & { sortName: string; lastMessageAt: Date | null }
type Query = { q?: string | undefined; after?: SearchKey | undefined; take: number }

@Injectable()
export class RoomAdminStore {
  constructor(private readonly postgres: Postgres) {}

  /** By name, then id: that they exist, not what is said in them. Direct rooms are their people's alone. */
  list({ q, after, take }: Query): Promise<AdminRoomRow[]> {
    const matching = q ? sql`AND r.name ILIKE ${`%${literalLike(q)}%`}` : Prisma.empty
    const beyond = after ? sql`AND (lower(r.name), r.id) > (${after.name}, ${after.id}::uuid)` : Prisma.empty
    return this.postgres.client.$queryRaw<AdminRoomRow[]>`
      SELECT ${ROOM_COLUMNS}, lower(r.name) AS "sortName", last.at AS "lastMessageAt" FROM room r
      LEFT JOIN LATERAL (SELECT at FROM message WHERE room_id = r.id ORDER BY seq DESC LIMIT 1) last ON true
      WHERE r.kind <> 'direct' AND r.deleted_at IS NULL ${matching} ${beyond}
      ORDER BY lower(r.name), r.id LIMIT ${take}`
  }
}

import { Injectable } from '@nestjs/common'
import type { Room, RoomKind } from '@papo/contract'
import { Postgres, Prisma, sql } from '../infra/postgres.js'
import { literalLike } from './cursor.js'

export type RoomRow = {
  id: string
  kind: RoomKind
  name: string
  topic: string
  isDefault: boolean
  memberCount: number
  createdAt: Date
  avatarFileId: string | null
  previews: boolean
  retentionDays: number | null
}
export type NewRoom = {
  kind: RoomKind
  name: string
  topic?: string | undefined
  createdBy: string
  clientId?: string | undefined
}
export type SearchKey = { name: string; id: string }
export type FoundRoom = RoomRow & { sortName: string; joined: boolean }

/** The columns of RoomRow of the table `r`. */
export const ROOM_COLUMNS = Prisma.raw(`r.id, r.kind, r.name, r.topic, r.is_default AS "isDefault",
  r.member_count AS "memberCount", r.created_at AS "createdAt",
  r.avatar_file_id AS "avatarFileId", r.previews,
  r.retention_days AS "retentionDays"`)

export const toRoom = (row: RoomRow): Room => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  topic: row.topic,
  isDefault: row.isDefault,
  memberCount: row.memberCount,
  createdAt: row.createdAt.toISOString(),
  ...(row.avatarFileId ? { avatarFileId: row.avatarFileId } : {}),
  previews: row.previews,
})

@Injectable()
export class RoomStore {
  constructor(private readonly postgres: Postgres) {}

  /** Undefined for a room that is deleted or never was. */
  async find(roomId: string): Promise<RoomRow | undefined> {
    const rows = await this.postgres.client.$queryRaw<RoomRow[]>`
      SELECT ${ROOM_COLUMNS} FROM room r WHERE r.id = ${roomId}::uuid AND r.deleted_at IS NULL`
    return rows[0]
  }

  async findDirect(directKey: string): Promise<string | undefined> {
    const row = await this.postgres.client.room.findUnique({ where: { directKey }, select: { id: true } })
    return row?.id
  }

  /** The room that someone made under this clientId. */
  async madeBy(userId: string, clientId: string): Promise<string | undefined> {
    const where = { createdBy_clientId: { createdBy: userId, clientId } }
    const row = await this.postgres.client.room.findUnique({ where, select: { id: true } })
    return row?.id
  }

  /** Public rooms by name, then id, after `after`. A room renamed meanwhile is found at its new place. */
  search(userId: string, query: { q: string; after: SearchKey | undefined; take: number }) {
    const { q, after, take } = query
    const matching = q ? sql`AND r.name ILIKE ${`%${literalLike(q)}%`}` : Prisma.empty
    const beyond = after ? sql`AND (lower(r.name), r.id) > (${after.name}, ${after.id}::uuid)` : Prisma.empty
    return this.postgres.client.$queryRaw<FoundRoom[]>`
      SELECT ${ROOM_COLUMNS}, lower(r.name) AS "sortName", EXISTS (
        SELECT 1 FROM membership m
        WHERE m.room_id = r.id AND m.user_id = ${userId}::uuid AND m.state = 'active') AS joined
      FROM room r
      WHERE r.kind = 'public' AND r.deleted_at IS NULL ${matching} ${beyond}
      ORDER BY lower(r.name), r.id LIMIT ${take}`
  }

  /** Rooms that nobody needs: without an event since `before`, and public or without members. At most `take`. */
  async inactive(before: Date, take: number): Promise<string[]> {
    const rows = await this.postgres.client.$queryRaw<{ id: string }[]>`
      SELECT r.id FROM room r
      LEFT JOIN LATERAL (SELECT at FROM message WHERE room_id = r.id ORDER BY seq DESC LIMIT 1) m ON true
      LEFT JOIN LATERAL (SELECT at FROM room_event WHERE room_id = r.id ORDER BY seq DESC LIMIT 1) e ON true
      WHERE r.deleted_at IS NULL AND NOT r.is_default AND r.created_at < ${before}
        AND (r.kind = 'public' OR (r.kind = 'private' AND r.member_count = 0))
        AND COALESCE(GREATEST(m.at, e.at), r.created_at) < ${before}
      ORDER BY r.created_at LIMIT ${take}`
    return rows.map((row) => row.id)
  }

  /** How much there is; of messages PostgreSQL's own estimate, since counting them would read them all. */
  async counts(): Promise<{ users: number; rooms: number; messages: number }> {
    const rows = await this.postgres.client.$queryRaw<{ users: bigint; rooms: bigint; messages: bigint }[]>`
      SELECT (SELECT count(*) FROM app_user) AS users,
        (SELECT count(*) FROM room WHERE deleted_at IS NULL) AS rooms,
        (SELECT GREATEST(c.reltuples, s.n_live_tup)::bigint FROM pg_class c JOIN pg_stat_user_tables s ON s.relid = c.oid
          WHERE c.oid = 'message'::regclass) AS messages`
    const [row] = rows
    return {
      users: Number(row?.users ?? 0),
      rooms: Number(row?.rooms ?? 0),
      messages: Number(row?.messages ?? 0),
    }
  }
}

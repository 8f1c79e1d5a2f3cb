import { Injectable } from '@nestjs/common'
import type { MemberRole, Message, Reaction, RoomPreferences } from '@papo/contract'
import { Prisma, sql } from '../infra/postgres.js'
import { Replica } from '../infra/replica.js'
import { type MessageRecord, rowToMessage } from '../message/message.rows.js'
import { literalLike } from '../room/cursor.js'
import { ROOM_COLUMNS, type RoomRow } from '../room/room.store.js'

export type JoinedRow = RoomRow &
  RoomPreferences & { role: MemberRole; mutedUntil: Date | null; readSeq: bigint; readOrdinal: bigint } & {
    expiredSeq: bigint
    expiredOrdinal: bigint
  }
/** Of one room: what was read, and up to where PostgreSQL is asked. */
export type Window = { roomId: string; readSeq: number; persisted: number }
type LastRow = MessageRecord & { reactions: Reaction[] | null }
/** Mentions are counted up to this many. */
export const MENTIONS_MAX = 100

@Injectable()
export class ListStore {
  constructor(private readonly replica: Replica) {}

  /** The rooms of a user by id, that is by age, after `after`; `only`: that room alone. */
  joined(userId: string, query: { q?: string; after?: string | undefined; only?: string; take: number }) {
    const { q, after, only, take } = query
    const matching = q ? sql`AND r.name ILIKE ${`%${literalLike(q)}%`}` : Prisma.empty
    const beyond = after ? sql`AND m.room_id > ${after}::uuid` : Prisma.empty
    const alone = only ? sql`AND m.room_id = ${only}::uuid` : Prisma.empty
    return this.replica.read(
      (from) => from.$queryRaw<JoinedRow[]>`
      SELECT ${ROOM_COLUMNS}, m.role, m.muted_until AS "mutedUntil", m.pinned, m.muted, m.notify,
        m.read_seq AS "readSeq", m.read_ordinal AS "readOrdinal",
        r.expired_seq AS "expiredSeq", r.expired_ordinal AS "expiredOrdinal"
      FROM membership m JOIN room r ON r.id = m.room_id
      WHERE m.user_id = ${userId}::uuid AND m.state = 'active' AND r.deleted_at IS NULL
        ${matching} ${beyond} ${alone}
      ORDER BY m.room_id LIMIT ${take}`,
    )
  }

  /** Each room's last stored message: one index lookup per room. */
  async lastMessages(roomIds: string[]): Promise<Map<string, Message>> {
    const rows = await this.replica.read(
      (from) => from.$queryRaw<LastRow[]>`
      SELECT m.room_id AS "roomId", m.seq, m.ordinal, m.epoch, m.sender_id AS "senderId", m.client_id AS "clientId",
        m.body, m.at, m.edited_at AS "editedAt", m.deleted_at AS "deletedAt", m.reply_to AS "replyTo",
        m.thread_of AS "threadOf", m.attachments, COALESCE(m.mentions, '{}') AS mentions, m.preview, m.pinned,
        e.reactions
      FROM unnest(${roomIds}::uuid[]) AS w(id) JOIN room r ON r.id = w.id
      CROSS JOIN LATERAL (SELECT * FROM message WHERE room_id = w.id AND seq > r.expired_seq ORDER BY seq DESC LIMIT 1) m
      LEFT JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object('emoji', g.emoji, 'userIds', g.users) ORDER BY g.first) AS reactions
        FROM (SELECT emoji, jsonb_agg(user_id ORDER BY seq) AS users, min(seq) AS first FROM reaction
          WHERE room_id = m.room_id AND target = m.seq AND active GROUP BY emoji) g) e ON true`,
    )
    return new Map(rows.map((row) => [row.roomId, rowToMessage(row, row.reactions ?? [])]))
  }

  /** How many stored messages after `readSeq` mention the user; looks at `MENTIONS_MAX` per room at most. */
  async mentions(userId: string, windows: Window[]): Promise<Map<string, number>> {
    const rows = await this.replica.read(
      (from) => from.$queryRaw<{ roomId: string; count: bigint }[]>`
      SELECT w.id AS "roomId", n.count
      FROM unnest(${windows.map((w) => w.roomId)}::uuid[], ${windows.map((w) => w.readSeq)}::bigint[],
        ${windows.map((w) => w.persisted)}::bigint[]) AS w(id, read, persisted)
      CROSS JOIN LATERAL (SELECT count(*) FROM (SELECT 1 FROM mention
        WHERE user_id = ${userId}::uuid AND room_id = w.id AND seq > w.read AND seq <= w.persisted
        LIMIT ${MENTIONS_MAX}) x) n`,
    )
    return new Map(rows.map((row) => [row.roomId, Number(row.count)]))
  }
}

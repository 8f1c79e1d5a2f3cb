import { Injectable } from '@nestjs/common'
import { DEFAULT_SETTINGS, type UserSettings } from '@papo/contract'
import { Postgres } from '../infra/postgres.js'

/** A stored message, as far as it matters whom to tell. */
export type Told = {
  roomId: string
  seq: number
  senderId: string
  at: Date
  mentions: string[]
  /** Who wrote what it answers. */
  answersTo: string | null
}
export type Recipient = {
  userId: string
  /** As PostgreSQL knows it: Redis may be ahead. */
  readSeq: bigint
  dndHours: UserSettings['dndHours']
  /** It is about them: a mention, an answer, a direct conversation. */
  meant: boolean
  devices: string[]
}
/** Mentions in one room count up to this many. */
const MENTIONS_MAX = 100

@Injectable()
export class RecipientStore {
  constructor(private readonly postgres: Postgres) {}

  /** Undefined for one that was deleted, or that is not a message. */
  async message(roomId: string, seq: number): Promise<Told | undefined> {
    const [row] = await this.postgres.client.$queryRaw<Omit<Told, 'roomId' | 'seq'>[]>`
      SELECT m.sender_id::text AS "senderId", m.at, COALESCE(m.mentions, '{}')::text[] AS mentions,
        a.sender_id::text AS "answersTo"
      FROM message m
      LEFT JOIN message a ON a.room_id = m.room_id AND a.seq = COALESCE(m.reply_to, m.thread_of)
      WHERE m.room_id = ${roomId}::uuid AND m.seq = ${seq} AND m.deleted_at IS NULL`
    return row && { roomId, seq, ...row }
  }

  /** Those who want to be told and have a device for it, by id after `after`. One statement, however many they are. */
  recipients(message: Told, after: string, take: number): Promise<Recipient[]> {
    const { roomId, senderId, mentions, answersTo } = message
    // The limit stands inside, so that devices are looked up for one batch alone.
    return this.postgres.client.$queryRaw<Recipient[]>`
      SELECT w."userId"::text, w."readSeq", w."dndHours", w.meant, COALESCE(d.ids, '{}') AS devices
      FROM (
        SELECT * FROM (
          SELECT m.user_id AS "userId", m.read_seq AS "readSeq", u.settings->'dndHours' AS "dndHours",
            r.kind = 'direct' OR m.user_id = ANY(${mentions}::uuid[])
              OR m.user_id IS NOT DISTINCT FROM ${answersTo}::uuid AS meant,
            CASE m.notify WHEN 'default' THEN COALESCE(u.settings->>'notify', ${DEFAULT_SETTINGS.notify})
              ELSE m.notify END AS level
          FROM membership m JOIN room r ON r.id = m.room_id JOIN app_user u ON u.id = m.user_id
          WHERE m.room_id = ${roomId}::uuid AND m.user_id > ${after}::uuid AND m.user_id <> ${senderId}::uuid
            AND m.state = 'active' AND NOT m.muted AND r.deleted_at IS NULL AND u.banned_at IS NULL
            AND NOT COALESCE((u.settings->>'dnd')::boolean, false)
            AND EXISTS (SELECT 1 FROM push_subscription WHERE user_id = m.user_id)
            AND NOT EXISTS (SELECT 1 FROM block WHERE user_id = m.user_id AND blocked_id = ${senderId}::uuid
              OR user_id = ${senderId}::uuid AND blocked_id = m.user_id)
        ) v
        WHERE level = 'all' OR level = 'mentions' AND meant
        ORDER BY "userId" LIMIT ${take}
      ) w
      LEFT JOIN LATERAL (
        SELECT array_agg(s.id::text) AS ids FROM push_subscription s JOIN session e ON e.id = s.session_id
        WHERE s.user_id = w."userId" AND e.revoked_at IS NULL AND e.expires_at > now()
      ) d ON true
      ORDER BY w."userId"`
  }

  /** What waits for each in all their rooms and is meant for them, as the web app counts it. */
  async waiting(userIds: string[]): Promise<Map<string, number>> {
    const rows = await this.postgres.client.$queryRaw<{ userId: string; count: bigint }[]>`
      SELECT m.user_id::text AS "userId",
        sum(CASE r.kind WHEN 'direct' THEN GREATEST(COALESCE(l.ordinal, 0) - m.read_ordinal, 0)
          ELSE n.count END)::bigint AS count
      FROM membership m JOIN room r ON r.id = m.room_id
      LEFT JOIN LATERAL (SELECT ordinal FROM message WHERE room_id = m.room_id ORDER BY seq DESC LIMIT 1) l
        ON r.kind = 'direct'
      CROSS JOIN LATERAL (SELECT count(*) FROM (SELECT 1 FROM mention WHERE user_id = m.user_id
        AND room_id = m.room_id AND seq > m.read_seq AND r.kind <> 'direct' LIMIT ${MENTIONS_MAX}) x) n
      WHERE m.user_id = ANY(${userIds}::uuid[]) AND m.state = 'active' AND NOT m.muted AND r.deleted_at IS NULL
      GROUP BY m.user_id`
    return new Map(rows.map(({ userId, count }) => [userId, Number(count)]))
  }
}

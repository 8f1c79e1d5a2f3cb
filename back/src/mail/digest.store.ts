import { Injectable } from '@nestjs/common'
import { DEFAULT_SETTINGS } from '@papo/contract'
import { Postgres, sql } from '../infra/postgres.js'
import type { DigestJob } from './mail.queue.js'
import type { Language } from './mail.texts.js'

export type Reader = { email: string; displayName: string; language: Language | null }
/** What one missed in one room. */
export type Missed = {
  roomId: string
  kind: string
  name: string
  count: number
  /** Of the first of them. */
  seq: number
  authors: string[]
}

/** Whoever is back soon reads it themselves. */
const RIPE = sql`interval '15 minutes'`
const PERIOD = sql`CASE u.settings->>'emailDigest' WHEN 'hourly' THEN interval '1 hour' ELSE interval '1 day' END`
const ROOMS_MAX = 200

/** Mentions that their reader wants to hear of and has not read, of messages that are there. */
const MISSED = sql`
  mention n
  JOIN membership m ON m.user_id = n.user_id AND m.room_id = n.room_id AND m.state = 'active' AND NOT m.muted
    AND n.seq > m.read_seq
  JOIN app_user w ON w.id = n.user_id
  JOIN room r ON r.id = n.room_id AND r.deleted_at IS NULL
  JOIN message g ON g.room_id = n.room_id AND g.seq = n.seq AND g.deleted_at IS NULL AND g.sender_id <> n.user_id
    AND NOT EXISTS (SELECT 1 FROM block b WHERE b.user_id = n.user_id AND b.blocked_id = g.sender_id)`
const WANTED = sql`
  'none' <> CASE m.notify WHEN 'default' THEN COALESCE(w.settings->>'notify', ${DEFAULT_SETTINGS.notify})
    ELSE m.notify END`

@Injectable()
export class DigestStore {
  constructor(private readonly postgres: Postgres) {}

  /** Who missed something and was not written to for as long as they wish, by id after `after`. */
  async due(after: string, take: number): Promise<DigestJob[]> {
    const rows = await this.postgres.client.$queryRaw<{ userId: string; from: Date; till: Date }[]>`
      SELECT u.id::text AS "userId", u."from", u.till FROM (
        SELECT u.id, now() - ${RIPE} AS till, COALESCE(u.digest_at, now() - ${PERIOD}) - ${RIPE} AS "from"
        FROM app_user u
        WHERE u.id > ${after}::uuid AND u.settings->>'emailDigest' IN ('hourly', 'daily')
          AND u.banned_at IS NULL AND u.email NOT LIKE '%.invalid' AND (u.digest_at IS NULL OR u.digest_at <= now() - ${PERIOD})
      ) u
      WHERE EXISTS (SELECT 1 FROM ${MISSED}
        WHERE n.user_id = u.id AND g.at > u."from" AND g.at <= u.till AND ${WANTED})
      ORDER BY u.id LIMIT ${take}`
    return rows.map(({ userId, from, till }) => ({
      userId,
      from: from.toISOString(),
      till: till.toISOString(),
    }))
  }

  /** Hands on those who were not written to yet, and marks them once that is done: of two workers one gets each. */
  claim(userIds: string[], handOn: (claimed: Set<string>) => Promise<void>): Promise<void> {
    return this.postgres.transaction(async (tx) => {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        UPDATE app_user u SET digest_at = now()
        WHERE u.id = ANY(${userIds}::uuid[]) AND (u.digest_at IS NULL OR u.digest_at <= now() - ${PERIOD})
        RETURNING u.id::text`
      await handOn(new Set(rows.map(({ id }) => id)))
    })
  }

  /** Undefined for whoever does not want it any more. */
  async reader(userId: string): Promise<Reader | undefined> {
    const [row] = await this.postgres.client.$queryRaw<Reader[]>`
      SELECT email, display_name AS "displayName", settings->>'language' AS language FROM app_user
      WHERE id = ${userId}::uuid AND banned_at IS NULL AND settings->>'emailDigest' IN ('hourly', 'daily')`
    return row
  }

  /** By room, the latest first. */
  async missed({ userId, from, till }: DigestJob): Promise<Missed[]> {
    const rows = await this.postgres.client.$queryRaw<(Omit<Missed, 'seq'> & { seq: bigint })[]>`
      SELECT r.id::text AS "roomId", r.kind, r.name, count(*)::int AS count, min(n.seq) AS seq,
        array_agg(DISTINCT s.display_name) AS authors
      FROM ${MISSED} JOIN app_user s ON s.id = g.sender_id
      WHERE n.user_id = ${userId}::uuid AND g.at > ${from}::timestamptz AND g.at <= ${till}::timestamptz
        AND ${WANTED}
      GROUP BY r.id ORDER BY max(g.at) DESC LIMIT ${ROOMS_MAX}`
    return rows.map((row) => ({ ...row, seq: Number(row.seq) }))
  }
}

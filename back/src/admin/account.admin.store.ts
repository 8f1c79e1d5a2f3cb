import { Injectable } from '@nestjs/common'
import type { Request, User } from '@papo/contract'
import { Postgres, Prisma, type Sql, sql } from '../infra/postgres.js'
import { literalLike } from '../room/cursor.js'
import type { UserRow } from '../user/user.view.js'

export type AdminRow = UserRow & {
  email: string
  createdAt: Date
  bannedAt: Date | null
  sessions: number
  secondFactor: boolean
}
export type Standing = { id: string; role: User['role']; bannedAt: Date | null }
type Query = { q?: string | undefined; after?: string | undefined; take: number }

const ADMIN_COLUMNS =
  Prisma.raw(`u.id, u.username, u.display_name AS "displayName", u.status_text AS "statusText",
  u.status_emoji AS "statusEmoji", u.avatar_file_id AS "avatarFileId", u.role, u.bot, u.email, u.created_at AS "createdAt",
  u.banned_at AS "bannedAt",
  EXISTS (SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS "secondFactor",
  GREATEST(u.last_seen_at, (SELECT max(s.last_used_at) FROM session s WHERE s.user_id = u.id)) AS "lastSeenAt",
  (SELECT count(*)::int FROM session s
    WHERE s.user_id = u.id AND s.revoked_at IS NULL AND s.expires_at > now()) AS sessions`)
// Decisions about roles and bans come one after another, so that ranks are what they seem.
const ADMINISTRATION_LOCK = 7_207_002

/** Accounts as administrators see and change them. */
@Injectable()
export class AccountAdminStore {
  constructor(private readonly postgres: Postgres) {}

  /** Ascending by username, banned ones too. */
  list({ q, after, take }: Query): Promise<AdminRow[]> {
    const part = `%${literalLike(q ?? '')}%`
    const matching = q
      ? sql`AND (u.username ILIKE ${part} OR u.display_name ILIKE ${part} OR u.email ILIKE ${part})`
      : Prisma.empty
    const beyond = after === undefined ? Prisma.empty : sql`AND u.username > ${after}`
    return this.postgres.client.$queryRaw<AdminRow[]>`
      SELECT ${ADMIN_COLUMNS} FROM app_user u WHERE u.deleted_at IS NULL ${matching} ${beyond} ORDER BY u.username LIMIT ${take}`
  }

  async one(userId: string): Promise<AdminRow | undefined> {
    const rows = await this.postgres.client.$queryRaw<AdminRow[]>`
      SELECT ${ADMIN_COLUMNS} FROM app_user u WHERE u.id = ${userId}::uuid`
    return rows[0]
  }

  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
    return this.postgres.transaction(work)
  }

  /** Of these people, as they stand now and until the transaction ends. */
  async standings(userIds: string[], tx: Sql): Promise<Map<string, Standing>> {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ADMINISTRATION_LOCK}::bigint)`
    const rows = await tx.$queryRaw<Standing[]>`
      SELECT id, role, banned_at AS "bannedAt" FROM app_user WHERE id = ANY(${userIds}::uuid[]) AND deleted_at IS NULL`
    return new Map(rows.map((row) => [row.id, row]))
  }

  /** A ban that stands keeps its date. Whoever is banned takes their links along, or they would come back by one. */
  async change(userId: string, { role, banned }: Request<'updateAdminUser'>, tx: Sql): Promise<void> {
    if (role !== undefined) await tx.user.update({ where: { id: userId }, data: { role } })
    if (banned === true) {
      await tx.$executeRaw`UPDATE app_user SET banned_at = now() WHERE id = ${userId}::uuid AND banned_at IS NULL`
      await tx.$executeRaw`UPDATE invite SET revoked_at = now() WHERE created_by = ${userId}::uuid AND revoked_at IS NULL`
    }
    if (banned === false) await tx.user.update({ where: { id: userId }, data: { bannedAt: null } })
  }
}

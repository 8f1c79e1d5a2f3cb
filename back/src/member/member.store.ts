import { Injectable } from '@nestjs/common'
import type { MemberRole, User } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { Postgres, Prisma, sql } from '../infra/postgres.js'
import type { Standing } from '../log/standing.js'
import { literalLike } from '../room/cursor.js'
import type { UserRow } from '../user/user.view.js'

/** A membership's row; it stays when the member goes. */
export type Seat = {
  userId: string
  role: MemberRole
  state: 'active' | 'left' | 'removed' | 'banned'
  mutedUntil: Date | null
  version: number
}
/** Up to where someone has read: `ordinal` counts the messages up to `seq`. */
export type ReadPosition = { seq: number; ordinal: number }

export type MemberRow = UserRow & { memberRole: MemberRole; mutedUntil: Date | null; joinedAt: Date }
/** `rank` is 0 for owners, 1 for admins, 2 for members. */
export type RankedRow = MemberRow & { rank: number }
type MemberQuery = { q: string; after: { rank: number; id: string } | undefined; take: number }

/** The columns of UserRow of the table `u`. */
const USER_COLUMNS = Prisma.raw(`u.id, u.username, u.display_name AS "displayName",
  u.status_text AS "statusText", u.status_emoji AS "statusEmoji", u.avatar_file_id AS "avatarFileId",
  u.role, u.bot, u.last_seen_at AS "lastSeenAt"`)
const MEMBER_COLUMNS = Prisma.raw(
  `m.role AS "memberRole", m.muted_until AS "mutedUntil", m.joined_at AS "joinedAt"`,
)
const RANK = Prisma.raw(`CASE m.role WHEN 'owner' THEN 0 WHEN 'admin' THEN 1 ELSE 2 END`)

export const toStanding = (seat: Seat): Standing => ({
  version: seat.version,
  role: seat.state === 'active' ? seat.role : undefined,
  mutedUntilMs: seat.mutedUntil?.getTime() ?? 0,
})

@Injectable()
export class MemberStore {
  constructor(private readonly postgres: Postgres) {}

  /** Undefined for who was never there and for a deleted room. */
  async seat(roomId: string, userId: string): Promise<Seat | undefined> {
    const where = { roomId, userId, room: { deletedAt: null } }
    return ((await this.postgres.client.membership.findFirst({ where })) ?? undefined) as Seat | undefined
  }

  /** Active members by rank, then user id, after `after`; `q` is part of a name. */
  page(roomId: string, { q, after, take }: MemberQuery): Promise<RankedRow[]> {
    const beyond = after ? sql`AND (${RANK}, m.user_id) > (${after.rank}, ${after.id}::uuid)` : Prisma.empty
    const part = `%${literalLike(q)}%`
    const matching = q ? sql`AND (u.username ILIKE ${part} OR u.display_name ILIKE ${part})` : Prisma.empty
    return this.postgres.client.$queryRaw<RankedRow[]>`
      SELECT ${USER_COLUMNS}, ${MEMBER_COLUMNS}, ${RANK} AS rank
      FROM membership m JOIN app_user u ON u.id = m.user_id
      WHERE m.room_id = ${roomId}::uuid AND m.state = 'active' ${beyond} ${matching}
      ORDER BY ${RANK}, m.user_id LIMIT ${take}`
  }

  async one(roomId: string, userId: string): Promise<MemberRow | undefined> {
    const rows = await this.postgres.client.$queryRaw<MemberRow[]>`
      SELECT ${USER_COLUMNS}, ${MEMBER_COLUMNS} FROM membership m JOIN app_user u ON u.id = m.user_id
      WHERE m.room_id = ${roomId}::uuid AND m.user_id = ${userId}::uuid AND m.state = 'active'`
    return rows[0]
  }

  /** The other people of direct rooms. */
  others(roomIds: string[], userId: string): Promise<(UserRow & { roomId: string })[]> {
    return this.postgres.client.$queryRaw`
      SELECT m.room_id AS "roomId", ${USER_COLUMNS} FROM membership m JOIN app_user u ON u.id = m.user_id
      WHERE m.room_id = ANY(${roomIds}::uuid[]) AND m.user_id <> ${userId}::uuid AND m.state = 'active'
      ORDER BY m.user_id`
  }

  /** How many of these people have an account that is not banned. */
  countUsable(userIds: string[]): Promise<number> {
    return this.postgres.client.user.count({ where: { id: { in: userIds }, bannedAt: null } })
  }

  /** Accounts younger than `since` that never were in the room. */
  async newcomersMissing(roomId: string, since: Date, take: number): Promise<string[]> {
    // Ids are UUIDv7: the primary key knows who is young.
    const youngerThan = uuidv7({ msecs: since.getTime(), seq: 0, random: new Uint8Array(16) })
    const rows = await this.postgres.client.$queryRaw<{ id: string }[]>`
      SELECT u.id FROM app_user u WHERE u.id > ${youngerThan}::uuid AND u.banned_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.room_id = ${roomId}::uuid AND m.user_id = u.id)
      ORDER BY u.id LIMIT ${take}`
    return rows.map((row) => row.id)
  }

  /** Someone's role in the installation. */
  async installationRole(userId: string): Promise<User['role'] | undefined> {
    const row = await this.postgres.client.user.findUnique({ where: { id: userId }, select: { role: true } })
    return row?.role as User['role'] | undefined
  }
}

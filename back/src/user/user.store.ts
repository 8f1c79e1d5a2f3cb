import { Injectable } from '@nestjs/common'
import { LIMITS, type UserSettings } from '@papo/contract'
import { swapAvatar } from '../file/avatar.store.js'
import { isFindable } from '../contact/findable.js'
import { Postgres, Prisma, type Sql, sql } from '../infra/postgres.js'
import { literalLike } from '../room/cursor.js'
import { SELF_COLUMNS, type SelfRow, USER_COLUMNS, type UserRow } from './user.view.js'

export type UserQuery = { viewerId: string; q?: string; ids?: string[]; after?: string; take: number }
export type ProfileChange = {
  displayName?: string | undefined
  statusText?: string | undefined
  /** Empty takes it away. */
  statusEmoji?: string | undefined
  avatarFileId?: string | null | undefined
  /** Settings that differ from the defaults, and those that go back to them. */
  settings: { kept: Partial<UserSettings>; dropped: string[] }
}

const OTHERS_COLUMNS = `id, username, display_name AS "displayName", status_text AS "statusText",
  status_emoji AS "statusEmoji", avatar_file_id AS "avatarFileId", role, bot, last_seen_at AS "lastSeenAt"`
/** The columns of UserRow, and of SelfRow. */
const OTHERS = Prisma.raw(OTHERS_COLUMNS)
const RETURNED = Prisma.raw(`${OTHERS_COLUMNS}, email, settings`)

@Injectable()
export class UserStore {
  constructor(private readonly postgres: Postgres) {}

  /** Ascending by username; nobody who is banned. */
  list({ viewerId, q, ids, after, take }: UserQuery): Promise<UserRow[]> {
    const part = `%${literalLike(q ?? '')}%`
    const matching = q ? sql`AND (u.username ILIKE ${part} OR u.display_name ILIKE ${part})` : Prisma.empty
    const among = ids ? sql`AND u.id = ANY(${ids}::uuid[])` : sql`AND ${isFindable(viewerId, q)}`
    const beyond = after === undefined ? Prisma.empty : sql`AND u.username > ${after}`
    return this.postgres.client.$queryRaw<UserRow[]>`
      SELECT ${OTHERS} FROM app_user u WHERE u.banned_at IS NULL ${among} ${matching} ${beyond}
      ORDER BY u.username LIMIT ${take}`
  }

  byId(id: string): Promise<UserRow | null> {
    return this.postgres.client.user.findUnique({ where: { id }, select: USER_COLUMNS })
  }

  selves(ids: string[]): Promise<SelfRow[]> {
    return this.postgres.client.user.findMany({ where: { id: { in: ids } }, select: SELF_COLUMNS })
  }

  /**
   * Changes what is given and leaves the rest as it is, also what another call changes at the same moment.
   * `whileLocked` runs before the commit, in the order of the changes; what it throws undoes them.
   * @returns undefined if there is no such user
   */
  async update(
    id: string,
    change: ProfileChange,
    whileLocked?: () => Promise<void>,
  ): Promise<SelfRow | undefined> {
    const { displayName = null, statusText = null, statusEmoji = null, settings } = change
    return this.postgres.transaction(async (tx) => {
      if (change.avatarFileId !== undefined) await this.changeAvatar(tx, id, change.avatarFileId)
      const [row] = await tx.$queryRaw<SelfRow[]>`
        UPDATE app_user SET display_name = COALESCE(${displayName}, display_name),
          status_text = COALESCE(${statusText}, status_text), status_emoji = COALESCE(${statusEmoji}, status_emoji),
          settings = (settings || ${JSON.stringify(settings.kept)}::jsonb) - ${settings.dropped}::text[]
        WHERE id = ${id}::uuid RETURNING ${RETURNED}`
      if (row) await whileLocked?.()
      return row
    })
  }

  /**
   * Where someone's new name or status is worth a frame to everyone: the rooms in which people know each other.
   * In a crowd few have them on the screen, and telling it would be everyone telling everyone.
   */
  async audiences(userIds: string[]): Promise<Map<string, string[]>> {
    const rows = await this.postgres.client.$queryRaw<{ userId: string; rooms: string[] }[]>`
      SELECT m.user_id AS "userId", array_agg(m.room_id::text) AS rooms
      FROM membership m JOIN room r ON r.id = m.room_id
      WHERE m.user_id = ANY(${userIds}::uuid[]) AND m.state = 'active' AND r.deleted_at IS NULL
        AND r.member_count <= ${LIMITS.profileMembersMax}
      GROUP BY m.user_id`
    return new Map(rows.map((row) => [row.userId, row.rooms]))
  }

  private async changeAvatar(tx: Sql, id: string, after: string | null): Promise<void> {
    const [row] = await tx.$queryRaw<{ before: string | null }[]>`
      SELECT avatar_file_id AS before FROM app_user WHERE id = ${id}::uuid FOR NO KEY UPDATE`
    if (!row) return
    await swapAvatar(tx, { before: row.before, after, userId: id })
    await tx.user.update({ where: { id }, data: { avatarFileId: after }, select: { id: true } })
  }
}

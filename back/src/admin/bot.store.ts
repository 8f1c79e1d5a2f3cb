import { Injectable } from '@nestjs/common'
import { LIMITS } from '@papo/contract'
import { Postgres, Prisma } from '../infra/postgres.js'
import type { UserRow } from '../user/user.view.js'

export type BotRow = UserRow & {
  createdAt: Date
  bannedAt: Date | null
  tokens: number
  lastUsedAt: Date | null
}

const OPEN = Prisma.raw(`FROM session s JOIN api_token t ON t.session_id = s.id
  WHERE s.user_id = u.id AND s.revoked_at IS NULL AND s.expires_at > now()`)
const COLUMNS = Prisma.raw(`u.id, u.username, u.display_name AS "displayName", u.status_text AS "statusText",
  u.status_emoji AS "statusEmoji", u.avatar_file_id AS "avatarFileId", u.role, u.bot, u.last_seen_at AS "lastSeenAt",
  u.created_at AS "createdAt", u.banned_at AS "bannedAt"`)

/** Accounts of programs. */
@Injectable()
export class BotStore {
  constructor(private readonly postgres: Postgres) {}

  /** Ascending by username. */
  list(): Promise<BotRow[]> {
    return this.postgres.client.$queryRaw<BotRow[]>`
      SELECT ${COLUMNS}, (SELECT count(*)::int ${OPEN}) AS tokens,
        (SELECT max(s.last_used_at) ${OPEN} AND s.last_used_at > s.created_at) AS "lastUsedAt"
      FROM app_user u WHERE u.bot AND NOT EXISTS (SELECT 1 FROM incoming_webhook h WHERE h.user_id = u.id)
      ORDER BY u.username LIMIT ${LIMITS.botsMax}`
  }

  async isBot(id: string): Promise<boolean> {
    return (await this.postgres.client.user.count({ where: { id, bot: true, webhook: null } })) === 1
  }
}

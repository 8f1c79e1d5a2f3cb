import { Injectable } from '@nestjs/common'
import { Batch } from '../infra/batch.js'
import { Postgres } from '../infra/postgres.js'
import { Redis } from '../infra/redis.js'
import { roomKeys } from '../log/keys.js'
import { parseStanding } from '../log/standing.js'
import { GREETING } from './own.store.js'

const ASKED_AT_ONCE = 1_000

/** What decides which sockets may be where. */
@Injectable()
export class SocketStore {
  private readonly ask = (userIds: string[]) => this.roomIdsOfAll(userIds)
  private readonly ofNewcomers = new Batch<string[]>({ ...GREETING, ask: this.ask })
  private readonly ofOthers = new Batch<string[]>({ everyMs: 0, ask: this.ask })

  constructor(
    private readonly postgres: Postgres,
    private readonly redis: Redis,
  ) {}

  /** For a socket that comes, maybe with a crowd. */
  async roomIdsOfNewcomer(userId: string): Promise<string[]> {
    return (await this.ofNewcomers.of(userId)) ?? []
  }

  /** For sockets that are here: what is said in a room that was just joined is not to pass them by. */
  async roomIdsOf(userId: string): Promise<string[]> {
    return (await this.ofOthers.of(userId)) ?? []
  }

  private async roomIdsOfAll(userIds: string[]): Promise<Map<string, string[]>> {
    const rows = await this.postgres.client.$queryRaw<{ userId: string; roomIds: string[] }[]>`
      SELECT m.user_id AS "userId", array_agg(m.room_id::text) AS "roomIds"
      FROM membership m JOIN room r ON r.id = m.room_id
      WHERE m.user_id = ANY(${userIds}::uuid[]) AND m.state = 'active' AND r.deleted_at IS NULL GROUP BY m.user_id`
    return new Map(rows.map((row) => [row.userId, row.roomIds]))
  }

  /** Those of the sessions that are over, revoked or expired. */
  async endedSessions(sessionIds: string[]): Promise<Set<string>> {
    const rows = await this.postgres.client.$queryRaw<{ id: string }[]>`
      SELECT given.id::text AS id FROM unnest(${sessionIds}::uuid[]) AS given(id)
      LEFT JOIN session s ON s.id = given.id AND s.revoked_at IS NULL AND s.expires_at > now()
      WHERE s.id IS NULL`
    return new Set(rows.map((row) => row.id))
  }

  /** Those of the users that are no members by the room's log. */
  async strangers(roomId: string, userIds: string[]): Promise<string[]> {
    const strangers: string[] = []
    for (let from = 0; from < userIds.length; from += ASKED_AT_ONCE) {
      const some = userIds.slice(from, from + ASKED_AT_ONCE)
      const standings = await this.redis.hot.hmget(roomKeys(roomId).members, ...some)
      strangers.push(...some.filter((_, i) => !parseStanding(standings[i])?.role))
    }
    return strangers
  }

  /** Up to where the user has read, per room; left out where the log does not know. */
  async readSeqs(userId: string, roomIds: string[]): Promise<Map<string, number>> {
    const cursors = await Promise.all(roomIds.map((id) => this.redis.hot.hget(roomKeys(id).reads, userId)))
    const known = roomIds.flatMap((id, i): [string, number][] => {
      const cursor = cursors[i]
      return cursor ? [[id, Number.parseInt(cursor, 10)]] : []
    })
    return new Map(known)
  }
}

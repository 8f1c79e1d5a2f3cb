import { Injectable } from '@nestjs/common'
import type { MemberRole, RoomPreferences, Self } from '@papo/contract'
import { Batch } from '../infra/batch.js'
import { Postgres } from '../infra/postgres.js'
import { type SelfRow, toSelf } from '../user/user.view.js'

export type Place = { role: MemberRole; preferences: RoomPreferences; mutedUntil?: string }
export type Own = { self: Self; blocked: string[]; contactRequests: number; places: Map<string, Place> }
type PlaceRow = RoomPreferences & { roomId: string; role: MemberRole; mutedUntil: string | null }
type OwnRow = SelfRow & { blocked: string[]; contactRequests: number; places: PlaceRow[] }

/** When many come back, they are answered this often; when very many do, as soon as a question is worth it. */
export const GREETING = { everyMs: 100, enough: 25 }

/** What is someone's own, as a socket is told when it comes: it may have missed any change of it. */
@Injectable()
export class OwnStore {
  private readonly batch = new Batch<Own>({ ...GREETING, ask: (ids) => this.read(ids) })

  constructor(private readonly postgres: Postgres) {}

  /** Undefined when there is no such user. */
  of(userId: string): Promise<Own | undefined> {
    return this.batch.of(userId)
  }

  private async read(userIds: string[]): Promise<Map<string, Own>> {
    const rows = await this.postgres.client.$queryRaw<OwnRow[]>`
      SELECT u.id, u.username, u.display_name AS "displayName", u.status_text AS "statusText",
        u.status_emoji AS "statusEmoji", u.avatar_file_id AS "avatarFileId", u.role, u.bot, u.last_seen_at AS "lastSeenAt",
        u.email, u.settings,
        ARRAY(SELECT b.blocked_id::text FROM block b WHERE b.user_id = u.id) AS blocked,
        (SELECT count(*)::int FROM contact c WHERE c.user_id = u.id AND c.state = 'asking') AS "contactRequests",
        COALESCE((SELECT jsonb_agg(jsonb_build_object('roomId', m.room_id, 'role', m.role, 'pinned', m.pinned,
            'muted', m.muted, 'notify', m.notify,
            'mutedUntil', CASE WHEN m.muted_until > now() THEN m.muted_until END))
          FROM membership m WHERE m.user_id = u.id AND m.state = 'active'), '[]') AS places
      FROM app_user u WHERE u.id = ANY(${userIds}::uuid[])`
    return new Map(rows.map((row) => [row.id, toOwn(row)]))
  }
}

const toOwn = ({ blocked, contactRequests, places, ...self }: OwnRow): Own => ({
  self: toSelf(self),
  blocked,
  contactRequests,
  places: new Map(
    places.map(({ roomId, role, mutedUntil, ...preferences }) => [
      roomId,
      { role, preferences, ...(mutedUntil ? { mutedUntil: new Date(mutedUntil).toISOString() } : {}) },
    ]),
  ),
})

import { Injectable } from '@nestjs/common'
import type { MemberRole, RoomPreferences, Self } from '@papo/contract'
import { Postgres } from '../infra/postgres.js'
import { SELF_COLUMNS, toSelf } from '../user/user.view.js'

export type Place = { role: MemberRole; preferences: RoomPreferences; mutedUntil?: string }
export type Own = { self: Self; blocked: string[]; places: Map<string, Place> }
type PlaceRow = RoomPreferences & { roomId: string; role: MemberRole; mutedUntil: Date | null }

/** What is someone's own, as a socket is told when it comes: it may have missed any change of it. */
@Injectable()
export class OwnStore {
  constructor(private readonly postgres: Postgres) {}

  /** Undefined when there is no such user. */
  async of(userId: string): Promise<Own | undefined> {
    const { user, block } = this.postgres.client
    const [self, blocks, places] = await Promise.all([
      user.findUnique({ where: { id: userId }, select: SELF_COLUMNS }),
      block.findMany({ where: { userId }, select: { blockedId: true } }),
      this.places(userId),
    ])
    return self ? { self: toSelf(self), blocked: blocks.map((b) => b.blockedId), places } : undefined
  }

  private async places(userId: string): Promise<Map<string, Place>> {
    const rows = await this.postgres.client.$queryRaw<PlaceRow[]>`
      SELECT room_id AS "roomId", role, pinned, muted, notify,
        CASE WHEN muted_until > now() THEN muted_until END AS "mutedUntil"
      FROM membership WHERE user_id = ${userId}::uuid AND state = 'active'`
    return new Map(
      rows.map(({ roomId, role, mutedUntil, ...preferences }) => [
        roomId,
        { role, preferences, ...(mutedUntil ? { mutedUntil: mutedUntil.toISOString() } : {}) },
      ]),
    )
  }
}

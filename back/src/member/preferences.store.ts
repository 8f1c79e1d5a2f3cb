import { Injectable } from '@nestjs/common'
import type { Request, RoomPreferences } from '@papo/contract'
import { Postgres } from '../infra/postgres.js'

type Change = {
  roomId: string
  userId: string
  patch: Request<'updatePreferences'>
  tell: (preferences: RoomPreferences) => Promise<void>
}

@Injectable()
export class PreferencesStore {
  constructor(private readonly postgres: Postgres) {}

  /**
   * Changes what a member chose for a room, and tells while the row is held: two changes at once are told in
   * the order in which they stand. Undefined for who is no member.
   */
  change({ roomId, userId, patch, tell }: Change): Promise<RoomPreferences | undefined> {
    return this.postgres.transaction(async (tx) => {
      const { pinned, muted, notify } = patch
      const rows = await tx.$queryRaw<RoomPreferences[]>`
        UPDATE membership m SET pinned = COALESCE(${pinned ?? null}::boolean, m.pinned),
          muted = COALESCE(${muted ?? null}::boolean, m.muted), notify = COALESCE(${notify ?? null}::text, m.notify)
        FROM room r WHERE r.id = m.room_id AND r.deleted_at IS NULL AND m.room_id = ${roomId}::uuid
          AND m.user_id = ${userId}::uuid AND m.state = 'active'
        RETURNING m.pinned, m.muted, m.notify`
      const [preferences] = rows
      if (preferences) await tell(preferences)
      return preferences
    })
  }
}

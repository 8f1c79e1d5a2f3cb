import { Injectable } from '@nestjs/common'
import type { Member, UserWithPresence } from '@papo/contract'
import { isUnavailable } from '../errors.js'
import { PresenceReader, type Seen } from '../presence/presence.reader.js'
import { toUserWithPresence, type UserRow } from '../user/user.view.js'
import { MemberStore, type MemberRow } from './member.store.js'

/** People with what everyone who shares a room with them may see: name and presence. */
@Injectable()
export class People {
  constructor(
    private readonly members: MemberStore,
    private readonly presences: PresenceReader,
  ) {}

  /** The other people of direct rooms, by room. */
  async others(roomIds: string[], userId: string): Promise<Map<string, UserWithPresence[]>> {
    if (roomIds.length === 0) return new Map()
    const rows = await this.members.others(roomIds, userId)
    const views = await this.views(rows)
    const byRoom = new Map<string, UserWithPresence[]>(roomIds.map((id) => [id, []]))
    rows.forEach((row, i) => {
      const view = views[i]
      if (view) byRoom.get(row.roomId)?.push(view)
    })
    return byRoom
  }

  async memberViews(rows: MemberRow[]): Promise<Member[]> {
    const views = await this.views(rows)
    return rows.flatMap((row, i) => {
      const user = views[i]
      return user ? [toMember(row, user)] : []
    })
  }

  // Rooms stay readable while Redis, which alone knows who is there, is away.
  private async seen(userIds: string[]): Promise<Map<string, Seen>> {
    try {
      return await this.presences.of(userIds)
    } catch (error) {
      if (isUnavailable(error)) return new Map()
      throw error
    }
  }

  private async views(rows: UserRow[]): Promise<UserWithPresence[]> {
    const presences = await this.seen([...new Set(rows.map((row) => row.id))])
    return rows.map((row) => toUserWithPresence(row, presences.get(row.id)))
  }
}

function toMember(row: MemberRow, user: UserWithPresence): Member {
  const muted =
    row.mutedUntil && row.mutedUntil > new Date() ? { mutedUntil: row.mutedUntil.toISOString() } : {}
  return { user, role: row.memberRole, ...muted, joinedAt: row.joinedAt.toISOString() }
}

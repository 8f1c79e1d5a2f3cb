import { Injectable } from '@nestjs/common'
import { ChatError } from '../errors.js'
import { Postgres, type Sql } from '../infra/postgres.js'
import { CLOSED_UNTIL } from '../log/standing.js'
import { LockedRoom } from '../room/locked.room.store.js'
import { ROOM_COLUMNS, type RoomRow } from '../room/room.store.js'
import { part } from '../contact/part.js'
import { USER_COLUMNS, type UserRow } from '../user/user.view.js'

/** `userId` does not want to hear from `blockedId`. */
export type Block = { userId: string; blockedId: string }

// Names the set of people of a direct room among the database's advisory locks.
const PEOPLE_LOCK = 7_026_002

@Injectable()
export class BlockStore {
  constructor(private readonly postgres: Postgres) {}

  /** Whom someone blocks, the latest first. */
  async of(userId: string): Promise<UserRow[]> {
    const rows = await this.postgres.client.block.findMany({
      where: { userId },
      orderBy: { createdAt: 'desc' },
      select: { blocked: { select: USER_COLUMNS } },
    })
    return rows.map((row) => row.blocked)
  }

  async idsOf(userId: string): Promise<string[]> {
    const where = { userId }
    const rows = await this.postgres.client.block.findMany({ where, select: { blockedId: true } })
    return rows.map((row) => row.blockedId)
  }

  async has({ userId, blockedId }: Block): Promise<boolean> {
    return (await this.postgres.client.block.count({ where: { userId, blockedId } })) > 0
  }

  async isUser(id: string): Promise<boolean> {
    return (await this.postgres.client.user.count({ where: { id } })) > 0
  }

  /**
   * Commits the block together with what becomes of the direct room of the two: closed for both while either
   * blocks the other.
   * @returns the room, if there is one
   */
  set({ userId, blockedId }: Block, on: boolean): Promise<string | undefined> {
    return this.postgres.transaction(async (tx) => {
      const pair = [userId, blockedId].sort()
      await lockPeople(tx, pair.join(','))
      if (on) await part(tx, { userId, otherId: blockedId })
      if (on)
        await tx.$executeRaw`INSERT INTO block (user_id, blocked_id)
          VALUES (${userId}::uuid, ${blockedId}::uuid) ON CONFLICT DO NOTHING`
      else await tx.block.deleteMany({ where: { userId, blockedId } })
      const closed = await isBlocked(tx, pair)
      const [row] = await tx.$queryRaw<RoomRow[]>`
        SELECT ${ROOM_COLUMNS} FROM room r WHERE r.direct_key = ${pair.join(',')} AND r.deleted_at IS NULL
        FOR NO KEY UPDATE`
      if (row) for (const id of pair) await setClosed(new LockedRoom(tx, row, id), closed)
      return row?.id
    })
  }

  /**
   * To be asked in the transaction that makes a direct room; `userIds` begin with who makes it. A block between
   * two keeps their room from being made; nobody is put into a larger one by someone whom they block.
   * @throws ChatError `forbidden`, which does not say who blocks whom
   */
  async requireWilling(tx: Sql, userIds: readonly string[]): Promise<void> {
    await lockPeople(tx, userIds.toSorted().join(','))
    const [maker, ...others] = userIds
    if (others.length === 1 && (await isBlocked(tx, userIds)))
      throw new ChatError('forbidden', 'You cannot write to each other.')
    const unwilling = { blockedId: maker ?? '', userId: { in: others } }
    if ((await tx.block.count({ where: unwilling })) > 0)
      throw new ChatError('forbidden', 'One of these people cannot be added by you.')
  }
}

/** Whether either blocks the other. */
export async function isBlocked(tx: Sql, pair: readonly string[]): Promise<boolean> {
  const where = { userId: { in: [...pair] }, blockedId: { in: [...pair] } }
  return (await tx.block.count({ where })) > 0
}

/** Who blocks, lets be, asks, or makes a room with the same people waits for the other. */
export async function lockPeople(tx: Sql, directKey: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${PEOPLE_LOCK}::int, hashtext(${directKey}))`
}

/** Told of the actor by the actor: what stands in the room's log does not say who wanted it. */
async function setClosed(room: LockedRoom, closed: boolean): Promise<void> {
  const seat = await room.seat(room.actorId)
  if (seat?.state !== 'active' || (seat.mutedUntil !== null) === closed) return
  await room.update(seat, { mutedUntil: closed ? CLOSED_UNTIL : null })
}

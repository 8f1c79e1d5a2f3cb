import { Injectable } from '@nestjs/common'
import type { Message } from '@papo/contract'
import { Postgres, type Sql } from '../infra/postgres.js'
import { type MessageRecord, rowToMessage } from './message.rows.js'

/** The first result of a clientId, as PostgreSQL remembers it. */
export type Known = { epoch: number; seq: number; at: string; digest: string }
export type Range = { before?: number; after?: number; take: number; threadOf?: number; above?: number }
/** Messages up to here are erased because of their age. */
export type Horizon = { seq: number; ordinal: number }

/** What must be known of a message before anything is done to it. */
export type Target = { authorId: string; deleted: boolean; inThread: boolean }

/** Stored messages. */
@Injectable()
export class MessageStore {
  constructor(private readonly postgres: Postgres) {}

  async horizon(roomId: string): Promise<Horizon> {
    const select = { expiredSeq: true, expiredOrdinal: true }
    const room = await this.postgres.client.room.findUnique({ where: { id: roomId }, select })
    return { seq: Number(room?.expiredSeq ?? 0), ordinal: Number(room?.expiredOrdinal ?? 0) }
  }

  /** At most `take` messages above `above` nearest to the bound (the newest without one), ascending by seq, applied up to what is stored. */
  async page(
    roomId: string,
    { before, after, take, threadOf, above = 0 }: Range,
    from: Sql = this.postgres.client,
  ): Promise<Message[]> {
    const rows = await from.message.findMany({
      where: {
        roomId,
        ...(threadOf === undefined ? {} : { threadOf }),
        seq: {
          ...(before === undefined ? {} : { lt: before }),
          gt: Math.max(above, after ?? 0),
        },
      },
      orderBy: { seq: after === undefined ? 'desc' : 'asc' },
      take,
    })
    if (after === undefined) rows.reverse()
    return this.whole(roomId, rows, from)
  }

  /** Those of these that are stored, ascending by seq. */
  async these(roomId: string, seqs: number[]): Promise<Message[]> {
    if (seqs.length === 0) return []
    const where = { roomId, seq: { in: seqs } }
    const from = this.postgres.client
    return this.whole(roomId, await from.message.findMany({ where, orderBy: { seq: 'asc' } }), from)
  }

  /** Whether this actor's clientId is stored, as a message or as another event. */
  async known(roomId: string, actorId: string, clientId: string): Promise<Known | undefined> {
    const rows = await this.postgres.client.$queryRaw<
      { epoch: number; seq: bigint; at: Date; digest: string }[]
    >`
      SELECT epoch, seq, at, digest FROM message
      WHERE room_id = ${roomId}::uuid AND sender_id = ${actorId}::uuid AND client_id = ${clientId}::uuid
      UNION ALL
      SELECT epoch, seq, at, digest FROM room_event
      WHERE room_id = ${roomId}::uuid AND actor_id = ${actorId}::uuid AND client_id = ${clientId}::uuid
        AND type NOT IN ('message.conflict', 'event.quarantined')
      ORDER BY seq LIMIT 1`
    const row = rows[0]
    return row && { ...row, seq: Number(row.seq), at: row.at.toISOString() }
  }

  /** Who wrote the message at `seq`, and what has become of it. */
  async target(roomId: string, seq: number): Promise<Target | undefined> {
    const row = await this.postgres.client.message.findUnique({
      where: { roomId_seq: { roomId, seq } },
      select: { senderId: true, deletedAt: true, threadOf: true },
    })
    return row
      ? { authorId: row.senderId, deleted: row.deletedAt !== null, inThread: row.threadOf !== null }
      : undefined
  }

  /** The ids of those of the usernames that are members of the room and do not block `byUserId`. */
  async membersNamed(roomId: string, usernames: string[], byUserId: string): Promise<string[]> {
    const rows = await this.postgres.client.membership.findMany({
      where: {
        ...{ roomId, state: 'active' },
        user: { username: { in: usernames }, blocking: { none: { blockedId: byUserId } } },
      },
      select: { userId: true },
      orderBy: { userId: 'asc' },
    })
    return rows.map((row) => row.userId)
  }

  private async whole(roomId: string, rows: MessageRecord[], from: Sql): Promise<Message[]> {
    const seqs = rows.map((row) => row.seq)
    const reactions = await this.reactions(roomId, seqs, from)
    return rows.map((row) => rowToMessage(row, reactions.get(row.seq) ?? []))
  }

  private async reactions(
    roomId: string,
    seqs: bigint[],
    from: Sql,
  ): Promise<Map<bigint, Message['reactions']>> {
    const rows = await from.reaction.findMany({
      where: { roomId, target: { in: seqs }, active: true },
      orderBy: { seq: 'asc' },
    })
    const perMessage = new Map<bigint, Message['reactions']>()
    for (const { target, emoji, userId } of rows) {
      const reactions = perMessage.get(target) ?? []
      const same = reactions.find((reaction) => reaction.emoji === emoji)
      if (same) same.userIds.push(userId)
      else reactions.push({ emoji, userIds: [userId] })
      perMessage.set(target, reactions)
    }
    return perMessage
  }
}

import { Injectable } from '@nestjs/common'
import type { Message } from '@papo/contract'
import { Postgres } from '../infra/postgres.js'
import { rowToMessage } from './message.rows.js'

/** The first result of a clientId, as PostgreSQL remembers it. */
export type Known = { epoch: number; seq: number; at: string; digest: string }
export type Range = { before?: number; after?: number; take: number }

/** Stored messages. */
@Injectable()
export class MessageStore {
  constructor(private readonly postgres: Postgres) {}

  /** At most `take` messages nearest to the bound (the newest without one), ascending by seq, applied up to what is stored. */
  async page(roomId: string, { before, after, take }: Range): Promise<Message[]> {
    const rows = await this.postgres.client.message.findMany({
      where: {
        roomId,
        seq: {
          ...(before === undefined ? {} : { lt: before }),
          ...(after === undefined ? {} : { gt: after }),
        },
      },
      orderBy: { seq: after === undefined ? 'desc' : 'asc' },
      take,
    })
    if (after === undefined) rows.reverse()
    const reactions = await this.reactions(
      roomId,
      rows.map((row) => row.seq),
    )
    return rows.map((row) => rowToMessage(row, reactions.get(row.seq) ?? []))
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

  /** Who wrote the message at `seq`, and whether it is deleted. */
  async author(roomId: string, seq: number): Promise<{ authorId: string; deleted: boolean } | undefined> {
    const row = await this.postgres.client.message.findUnique({
      where: { roomId_seq: { roomId, seq } },
      select: { senderId: true, deletedAt: true },
    })
    return row ? { authorId: row.senderId, deleted: row.deletedAt !== null } : undefined
  }

  /** The ids of those of the usernames that are members of the room. */
  async membersNamed(roomId: string, usernames: string[]): Promise<string[]> {
    const rows = await this.postgres.client.membership.findMany({
      where: { roomId, state: 'active', user: { username: { in: usernames } } },
      select: { userId: true },
      orderBy: { userId: 'asc' },
    })
    return rows.map((row) => row.userId)
  }

  private async reactions(roomId: string, seqs: bigint[]): Promise<Map<bigint, Message['reactions']>> {
    const rows = await this.postgres.client.reaction.findMany({
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

import { Injectable } from '@nestjs/common'
import type { Message, Thread } from '@papo/contract'
import { Postgres } from '../infra/postgres.js'
import { THREAD_USERS_MAX } from './fold.js'

/** What PostgreSQL knows of a thread. */
type Stored = { thread: Thread; first: number; last: number }

/** Sums up threads by their stored replies. */
@Injectable()
export class ThreadStore {
  constructor(private readonly postgres: Postgres) {}

  /** The threads under these messages, of replies up to `upTo`, by the seq of the root; one without replies is left out. */
  async under(roomId: string, roots: number[], upTo: number): Promise<Map<number, Stored>> {
    if (roots.length === 0) return new Map()
    const rows = await this.postgres.client.$queryRaw<
      { root: bigint; count: bigint; first: bigint; last: bigint; at: Date; users: string[] }[]
    >`
      SELECT root, sum(said)::bigint AS count, min(first) AS first, max(last) AS last,
        (array_agg(at ORDER BY last DESC))[1] AS at,
        (array_agg(sender_id ORDER BY last DESC))[1:${THREAD_USERS_MAX}::int]::text[] AS users
      FROM (
        SELECT thread_of AS root, sender_id, count(*) AS said, min(seq) AS first, max(seq) AS last,
          (array_agg(at ORDER BY seq DESC))[1] AS at
        FROM message
        WHERE room_id = ${roomId}::uuid AND thread_of = ANY(${roots}::bigint[]) AND seq <= ${upTo}::bigint
          AND thread_of IS NOT NULL AND seq > (SELECT expired_seq FROM room WHERE id = ${roomId}::uuid)
        GROUP BY thread_of, sender_id
      ) AS authors GROUP BY root`
    return new Map(rows.map((row) => [Number(row.root), toStored(row)]))
  }

  /** The messages with their threads. */
  async sumUp(roomId: string, messages: Message[], upTo: number): Promise<Message[]> {
    const roots = messages.flatMap(({ seq, threadOf }) =>
      threadOf === undefined && seq <= upTo ? [seq] : [],
    )
    const threads = await this.under(roomId, roots, upTo)
    return messages.map((message) => {
      const thread = threads.get(message.seq)?.thread
      return thread ? { ...message, thread } : message
    })
  }
}

type Row = { count: bigint; first: bigint; last: bigint; at: Date; users: string[] }
const toStored = ({ count, first, last, at, users }: Row): Stored => ({
  thread: { count: Number(count), lastAt: at.toISOString(), userIds: users },
  first: Number(first),
  last: Number(last),
})

import { Injectable } from '@nestjs/common'
import type { Message, Reaction, Response } from '@papo/contract'
import { Postgres } from '../infra/postgres.js'
import { Replica } from '../infra/replica.js'
import { type MessageRecord, rowToMessage } from '../message/message.rows.js'
import type { Hit, Wanted } from './search.rows.js'
import { SearchRun } from './search.run.js'

/** After so long nothing more is asked. What was asked last may take as long as any statement. */
const ENOUGH_MS = 1_000
type Room = Response<'search'>['items'][number]['room']
type FoundRow = MessageRecord & { reactions: Reaction[] | null; kind: Room['kind']; name: string }
export type Found = { message: Message; room: Room }

@Injectable()
export class SearchStore {
  constructor(
    private readonly postgres: Postgres,
    private readonly replica: Replica,
  ) {}

  /** At most `take`, the newest first. @throws ChatError `unavailable` when it takes too long */
  find(wanted: Wanted): Promise<Hit[]> {
    return this.replica.read((from) => new SearchRun(from, ENOUGH_MS).find(wanted))
  }

  /** Folded as the column is. */
  async fold(texts: string[]): Promise<string[]> {
    if (texts.length === 0) return []
    const rows = await this.postgres.client.$queryRaw<{ text: string }[]>`
      SELECT search_fold(t) AS text FROM unnest(${texts}::text[]) WITH ORDINALITY AS x(t, i) ORDER BY i`
    return rows.map((row) => row.text)
  }

  /** What was found, as it is now, in the order in which it was; what has been deleted meanwhile is left out. */
  async load(hits: Hit[]): Promise<Found[]> {
    if (hits.length === 0) return []
    const rows = await this.postgres.client.$queryRaw<FoundRow[]>`
      SELECT m.room_id AS "roomId", m.seq, m.ordinal, m.epoch, m.sender_id AS "senderId", m.client_id AS "clientId",
        m.body, m.at, m.edited_at AS "editedAt", m.deleted_at AS "deletedAt", m.reply_to AS "replyTo",
        m.thread_of AS "threadOf", m.attachments, COALESCE(m.mentions, '{}') AS mentions, m.preview, m.pinned,
        e.reactions, r.kind, r.name
      FROM unnest(${hits.map((hit) => hit.roomId)}::uuid[], ${hits.map((hit) => hit.seq)}::bigint[])
        WITH ORDINALITY AS h(room_id, seq, place)
      JOIN message m ON m.room_id = h.room_id AND m.seq = h.seq
      JOIN room r ON r.id = m.room_id
      LEFT JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object('emoji', g.emoji, 'userIds', g.users) ORDER BY g.first) AS reactions
        FROM (SELECT emoji, jsonb_agg(user_id ORDER BY seq) AS users, min(seq) AS first FROM reaction
          WHERE room_id = m.room_id AND target = m.seq AND active GROUP BY emoji) g) e ON true
      WHERE m.deleted_at IS NULL ORDER BY h.place`
    return rows.map(({ kind, name, ...row }) => ({
      message: rowToMessage(row, row.reactions ?? []),
      room: { id: row.roomId, kind, name },
    }))
  }
}

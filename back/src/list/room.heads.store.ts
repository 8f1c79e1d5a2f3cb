import { Injectable } from '@nestjs/common'
import type { RoomEvent } from '@papo/contract'
import { isUnavailable } from '../errors.js'
import { Postgres } from '../infra/postgres.js'
import { Redis } from '../infra/redis.js'
import { toEntry, toEvent } from '../log/entry.js'
import { HeadStore } from '../log/head.store.js'
import { roomKeys } from '../log/keys.js'
import type { ReadPosition } from '../member/member.store.js'

/** Where a room's log stands and, if Redis knows, up to where the reader has read. */
export type ListHead = {
  epoch: number
  head: number
  ordinal: number
  persisted: number
  read: ReadPosition | undefined
}
/** Events are told in full only up to this many before the head: enough to find the last message. */
const TAIL = 50

/** What a list of rooms shows of their logs: two pipelined reads, however many rooms. */
@Injectable()
export class RoomHeadsStore {
  constructor(
    private readonly redis: Redis,
    private readonly heads: HeadStore,
    private readonly postgres: Postgres,
  ) {}

  /** A room that Redis does not know, or any while it is away, stands where PostgreSQL says. */
  async of(roomIds: string[], userId: string): Promise<Map<string, ListHead>> {
    const found = await this.orNothing(() => this.inRedis(roomIds, userId), new Map<string, ListHead>())
    const missing = roomIds.filter((id) => !found.has(id))
    if (missing.length > 0) for (const [id, head] of await this.inPostgres(missing)) found.set(id, head)
    return found
  }

  /** Where a room stands now, for who starts to read there. */
  async now(roomId: string, userId: string): Promise<ReadPosition> {
    const head = (await this.of([roomId], userId)).get(roomId)
    return { seq: head?.head ?? 0, ordinal: head?.ordinal ?? 0 }
  }

  /** The newest events that PostgreSQL does not have yet, ascending; at most 50 per room. */
  async tails(heads: Map<string, ListHead>): Promise<Map<string, RoomEvent[]>> {
    const behind = [...heads].filter(([, head]) => head.head > head.persisted)
    return this.orNothing(async () => {
      const tails = await Promise.all(behind.map(([id, head]) => this.tail(id, head.persisted)))
      return new Map(behind.map(([id], i) => [id, tails[i] ?? []]))
    }, new Map<string, RoomEvent[]>())
  }

  private async tail(roomId: string, persisted: number): Promise<RoomEvent[]> {
    const { log } = roomKeys(roomId)
    const entries = await this.redis.hot.xrevrange(log, '+', `(${persisted}-0`, 'COUNT', TAIL)
    return entries.reverse().map((entry) => toEvent(toEntry(entry)))
  }

  private async inRedis(roomIds: string[], userId: string): Promise<Map<string, ListHead>> {
    const cursors = Promise.all(roomIds.map((id) => this.redis.hot.hget(roomKeys(id).reads, userId)))
    const [heads, reads] = await Promise.all([this.heads.heads(roomIds), cursors])
    const known = roomIds.flatMap((id, i): [string, ListHead][] => {
      const head = heads.get(id)
      if (!head) return []
      const { epoch, head: seq, ordinal, persisted } = head
      return [[id, { epoch, head: seq, ordinal, persisted, read: parseRead(reads[i]) }]]
    })
    return new Map(known)
  }

  private async inPostgres(roomIds: string[]): Promise<[string, ListHead][]> {
    const rows = await this.postgres.client.$queryRaw<
      { id: string; epoch: number; seq: bigint; ordinal: bigint }[]
    >`
      SELECT r.id, r.epoch, COALESCE(GREATEST(m.seq, e.seq), 0) AS seq,
        COALESCE(GREATEST(m.ordinal, e.ordinal), 0) AS ordinal
      FROM room r
      LEFT JOIN LATERAL (SELECT seq, ordinal FROM message WHERE room_id = r.id ORDER BY seq DESC LIMIT 1) m ON true
      LEFT JOIN LATERAL (SELECT seq, ordinal FROM room_event WHERE room_id = r.id ORDER BY seq DESC LIMIT 1) e ON true
      WHERE r.id = ANY(${roomIds}::uuid[])`
    return rows.map(({ id, epoch, seq, ordinal }) => {
      const head = { epoch, head: Number(seq), ordinal: Number(ordinal), persisted: Number(seq) }
      return [id, { ...head, read: undefined }]
    })
  }

  private async orNothing<T>(read: () => Promise<T>, nothing: T): Promise<T> {
    try {
      return await read()
    } catch (error) {
      if (isUnavailable(error)) return nothing
      throw error
    }
  }
}

function parseRead(cursor: string | null | undefined): ReadPosition | undefined {
  if (!cursor) return undefined
  const [seq, ordinal] = cursor.split(':').map(Number)
  return { seq: seq ?? 0, ordinal: ordinal ?? 0 }
}

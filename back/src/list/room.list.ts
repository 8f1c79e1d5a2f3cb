import { Injectable } from '@nestjs/common'
import { LIMITS, type JoinedRoom, type Message, type Response, type RoomEvent } from '@papo/contract'
import { z } from 'zod'
import { fold, type Folded } from '../message/fold.js'
import { decodeCursor, pageOf } from '../room/cursor.js'
import { ListStore, MENTIONS_MAX, type JoinedRow } from './list.store.js'
import { People } from '../member/people.js'
import { RoomHeadsStore, type ListHead } from './room.heads.store.js'
import { toRoom } from '../room/room.store.js'

const cursorKey = z.tuple([z.uuid()])

/** Rooms as their members see them, in as many queries for a hundred rooms as for one. */
@Injectable()
export class RoomList {
  constructor(
    private readonly store: ListStore,
    private readonly heads: RoomHeadsStore,
    private readonly people: People,
  ) {}

  /** The user's rooms by age; clients order them by what was said last. */
  async page(
    userId: string,
    query: { q?: string | undefined; cursor?: string | undefined; limit?: number | undefined },
  ): Promise<Response<'joinedRooms'>> {
    const limit = query.limit ?? LIMITS.pageDefault
    const after = decodeCursor(cursorKey, query.cursor)?.[0]
    const rows = await this.store.joined(userId, { q: query.q ?? '', after, take: limit + 1 })
    const { items, ...next } = pageOf(rows, limit, (row) => [row.id])
    return { items: await this.seen(userId, items), ...next }
  }

  /** One room as `userId` sees it; undefined for who is not in it. */
  async one(userId: string, roomId: string): Promise<JoinedRoom | undefined> {
    const rows = await this.store.joined(userId, { only: roomId, take: 1 })
    const [room] = await this.seen(userId, rows)
    return room
  }

  // Redis before PostgreSQL: what moves from one to the other meanwhile is then seen twice, never missed.
  private async seen(userId: string, rows: JoinedRow[]): Promise<JoinedRoom[]> {
    if (rows.length === 0) return []
    const ids = rows.map((row) => row.id)
    const heads = await this.heads.of(ids, userId)
    const tails = await this.heads.tails(heads)
    const states = rows.flatMap((row) => {
      const head = heads.get(row.id)
      return head ? [stateOf(row, head, tails.get(row.id) ?? [])] : []
    })
    const direct = rows.filter((row) => row.kind === 'direct').map((row) => row.id)
    const [lasts, mentions, people] = await Promise.all([
      this.store.lastMessages(ids),
      this.store.mentions(userId, states),
      this.people.others(direct, userId),
    ])
    return states.map((state) => {
      const last = lastAfter(lasts.get(state.roomId), state.tail)
      const others = people.get(state.roomId)
      return {
        ...state.room,
        mentions: mentionsOf(state, mentions.get(state.roomId) ?? 0, userId),
        ...(last ? { lastMessage: last } : {}),
        ...(others ? { people: others } : {}),
      }
    })
  }
}

function stateOf(row: JoinedRow, log: ListHead, tail: RoomEvent[]) {
  const { epoch, head, persisted, ordinal } = log
  // What was erased because of its age is nothing to read any more.
  const readSeq = Math.max(log.read?.seq ?? Number(row.readSeq), Number(row.expiredSeq))
  const readOrdinal = Math.max(log.read?.ordinal ?? Number(row.readOrdinal), Number(row.expiredOrdinal))
  const unread = Math.max(0, ordinal - readOrdinal)
  const place = { epoch, head, persisted, ordinal, readSeq, readOrdinal, unread }
  const mutedUntil = row.mutedUntil && row.mutedUntil > new Date() ? row.mutedUntil.toISOString() : undefined
  const { pinned, muted, notify } = row
  const own = {
    role: row.role,
    preferences: { pinned, muted, notify },
    ...(mutedUntil ? { mutedUntil } : {}),
  }
  return { roomId: row.id, readSeq, persisted, tail, room: { ...toRoom(row), ...place, ...own } }
}

/** The last message when what PostgreSQL does not have yet is applied to the last one that it has. */
function lastAfter(stored: Message | undefined, tail: RoomEvent[]): Message | undefined {
  const messages: Folded = new Map(stored ? [[stored.seq, stored]] : [])
  const known = stored?.seq ?? 0
  fold(
    messages,
    tail.filter((event) => event.type !== 'message.sent' || event.seq > known),
  )
  return [...messages.values()].at(-1)
}

/** What is stored was counted up to `persisted`, so that nothing counts twice. */
function mentionsOf({ tail, readSeq }: ReturnType<typeof stateOf>, stored: number, userId: string): number {
  const fresh = tail.filter(
    (e) => e.type === 'message.sent' && e.seq > readSeq && e.data.mentions?.includes(userId),
  )
  return Math.min(stored + fresh.length, MENTIONS_MAX)
}

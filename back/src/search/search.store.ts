import { Injectable } from '@nestjs/common'
import { ChatError } from '../errors.js'
import { Postgres, Prisma, sql, sqlState } from '../infra/postgres.js'
import { INDEXED, type Hit, matches, mine, type Wanted, within } from './search.rows.js'
import { isIndexed } from './term.js'

const TIMEOUT_MS = 1_000
const CANCELLED = '57014'
/** How many of the newest messages are read one by one before the index is asked: per hit that is wanted, at least. */
const WALK = { perHit: 150, least: 3_000, turns: 2 }
/** Someone with fewer messages than this in all rooms is read whole. */
const AUTHOR_MAX = 5_000
// How far back a room is sounded, and by how much its share of the walk grows beyond that.
const STEPS = Prisma.raw('(VALUES (32, 96), (128, 384), (512, 1536), (2048, 1000000)) AS d(depth, more)')
const NEWEST_FIRST = sql`ORDER BY at DESC, room_id DESC, seq DESC`

/**
 * Finds messages, the newest first. Two ways that are bad at the opposite: what is frequent stands among the newest
 * messages, which are read in their order; of what does not, there is little, so the trigram index yields all of it.
 */
@Injectable()
export class SearchStore {
  constructor(private readonly postgres: Postgres) {}

  /** At most `take`. @throws ChatError `unavailable` when it takes too long */
  async find(wanted: Wanted): Promise<Hit[]> {
    if (wanted.senderIds && (await this.wroteLittle(wanted))) return this.run(ofAuthor(wanted))
    const hits: Hit[] = []
    let older = wanted
    // Where half of a page was found, the other half is likely to follow.
    for (let turn = 0; turn === 0 || (turn < WALK.turns && hits.length >= wanted.take / 2); turn++) {
      const { found, horizon } = await this.walk(older)
      hits.push(...found)
      if (!horizon || hits.length >= wanted.take) return hits
      older = { ...wanted, until: horizon, take: wanted.take - hits.length }
    }
    const indexed = wanted.terms.some(isIndexed) || wanted.has.includes('link')
    const rest = await this.run(indexed ? byIndex(older, await this.rooms(wanted)) : inEachRoom(older))
    return [...hits, ...rest]
  }

  /** Folded as the column is. */
  async fold(texts: string[]): Promise<string[]> {
    if (texts.length === 0) return []
    const rows = await this.postgres.client.$queryRaw<{ text: string }[]>`
      SELECT search_fold(t) AS text FROM unnest(${texts}::text[]) WITH ORDINALITY AS x(t, i) ORDER BY i`
    return rows.map((row) => row.text)
  }

  /** Reads the newest messages of all rooms. `horizon`: up to where (inclusive), if there are older ones. */
  private async walk(wanted: Wanted): Promise<{ found: Hit[]; horizon: Date | null }> {
    const rows = await this.run<{ horizon: Date | null; roomId: string | null; seq: bigint; at: Date }>(sql`
      WITH mine AS MATERIALIZED (${mine(wanted)}),
      sounding AS (
        SELECT p.at, d.more FROM mine
        CROSS JOIN LATERAL (SELECT m.seq FROM message m WHERE m.room_id = mine.room_id AND ${within(wanted)}
          ORDER BY m.at DESC LIMIT 1) newest
        CROSS JOIN ${STEPS}
        CROSS JOIN LATERAL (SELECT m.at FROM message m WHERE m.room_id = mine.room_id AND m.seq <= newest.seq - d.depth
          AND ${within(wanted)} ORDER BY m.seq DESC LIMIT 1) p),
      horizon AS (SELECT max(at) AS at FROM (SELECT at, sum(more) OVER (ORDER BY at DESC) AS rows FROM sounding) s
        WHERE s.rows > ${walkOf(wanted)}::int),
      hits AS (
        SELECT h.* FROM mine CROSS JOIN LATERAL (
          SELECT m.room_id, m.seq, m.at FROM message m WHERE m.room_id = mine.room_id
            AND m.at >= COALESCE((SELECT at FROM horizon), '-infinity') AND ${within(wanted)} AND ${matches(wanted)}
          ORDER BY m.at DESC, m.seq DESC LIMIT ${wanted.take}) h
        ${NEWEST_FIRST} LIMIT ${wanted.take})
      SELECT horizon.at AS horizon, hits.room_id AS "roomId", hits.seq, hits.at
      FROM horizon LEFT JOIN hits ON true ORDER BY hits.at DESC, hits.room_id DESC, hits.seq DESC`)
    const found = rows.flatMap(({ roomId, seq, at }) => (roomId === null ? [] : [{ roomId, seq, at }]))
    return { found, horizon: rows[0]?.horizon ?? null }
  }

  private async wroteLittle(wanted: Wanted): Promise<boolean> {
    const rows = await this.run<{ count: bigint }>(sql`
      WITH mine AS MATERIALIZED (${mine(wanted)})
      SELECT count(*) FROM (SELECT 1 FROM mine CROSS JOIN LATERAL (
        SELECT 1 FROM message m WHERE m.room_id = mine.room_id AND m.sender_id = ANY(${wanted.senderIds}::uuid[])
        LIMIT ${AUTHOR_MAX}) x LIMIT ${AUTHOR_MAX}) y`)
    return Number(rows[0]?.count ?? 0) < AUTHOR_MAX
  }

  private async rooms(wanted: Wanted): Promise<string[]> {
    const rows = await this.run<{ id: string }>(sql`SELECT room_id AS id FROM (${mine(wanted)}) x`)
    return rows.map((row) => row.id)
  }

  private async run<T = Hit>(query: Prisma.Sql): Promise<T[]> {
    const { client } = this.postgres
    const settings = sql`SELECT set_config('statement_timeout', ${String(TIMEOUT_MS)}, true), set_config('jit', 'off', true)`
    try {
      const [, rows] = await client.$transaction([client.$queryRaw(settings), client.$queryRaw<T[]>(query)])
      return rows
    } catch (error) {
      if (sqlState(error) !== CANCELLED) throw error
      const message = 'This search takes too long: add a word, or a filter such as in: or from:.'
      throw new ChatError('unavailable', message, { cause: error })
    }
  }
}

const walkOf = ({ take }: Wanted) => Math.max(WALK.least, WALK.perHit * take)

/** Everything that someone wrote is looked through, by the index that keeps clientIds apart. */
const ofAuthor = (wanted: Wanted) => sql`
  WITH mine AS MATERIALIZED (${mine(wanted)}),
  said AS MATERIALIZED (SELECT m.room_id, m.seq, m.at FROM mine JOIN message m ON m.room_id = mine.room_id
    WHERE m.sender_id = ANY(${wanted.senderIds}::uuid[]) AND ${within(wanted)} AND ${matches(wanted)})
  SELECT room_id AS "roomId", seq, at FROM said ${NEWEST_FIRST} LIMIT ${wanted.take}`

/**
 * All hits at once; the planner sees how many rooms there are, and whether it is worth while to ask the index for each.
 * Whether one is in them is asked again.
 */
const byIndex = (wanted: Wanted, roomIds: string[]) => sql`
  WITH mine AS MATERIALIZED (${mine(wanted)}),
  found AS MATERIALIZED (SELECT m.room_id, m.seq, m.at FROM message m
    WHERE m.room_id = ANY(${roomIds}::uuid[]) AND ${matches(wanted, INDEXED)})
  SELECT m.room_id AS "roomId", m.seq, m.at FROM found m
  WHERE ${within(wanted)} AND m.room_id IN (SELECT room_id FROM mine) ${NEWEST_FIRST} LIMIT ${wanted.take}`

/** No index knows of it: each room is read until there is enough. */
const inEachRoom = (wanted: Wanted) => sql`
  WITH mine AS MATERIALIZED (${mine(wanted)}),
  found AS (SELECT h.* FROM mine CROSS JOIN LATERAL (
    SELECT m.room_id, m.seq, m.at FROM message m
    WHERE m.room_id = mine.room_id AND ${within(wanted)} AND ${matches(wanted)}
    ORDER BY m.at DESC, m.seq DESC LIMIT ${wanted.take}) h)
  SELECT room_id AS "roomId", seq, at FROM found ${NEWEST_FIRST} LIMIT ${wanted.take}`

import { Prisma, sql } from '../infra/postgres.js'
import { byAnyone, INDEXED, matches, mine, type Wanted, within } from './search.rows.js'

// How far back a room is sounded, and by how much its share of the walk grows beyond that.
const STEPS = Prisma.raw(
  '(VALUES (32, 96), (128, 384), (512, 1536), (2048, 6144), (8192, 24576), (32768, 1000000)) AS d(depth, more)',
)
/** Authors in rooms: this many times as much is looked at as is read, in the index alone. */
const WALKS_MAX = 100
/** More than all hits of a week */
const WEEK_MAX = 1_000_000_000
/** Of one room, should workers fall far behind. */
const FRESH_MAX = 50_000
const NEWEST_FIRST = sql`ORDER BY at DESC, room_id DESC, seq DESC`

const horizonAndHits = sql`
  SELECT horizon.at AS horizon, horizon.read::int AS read, hits.room_id AS "roomId", hits.seq, hits.at
  FROM horizon LEFT JOIN hits ON true ORDER BY hits.at DESC, hits.room_id DESC, hits.seq DESC`

/**
 * Reads the newest messages of all rooms together, about `rows` of them. `horizon` is the time up to which that goes
 * (inclusive), null where there is nothing older: the first places where so many messages have gone by, by the rooms'
 * seqs, that the bound is exceeded. `read` is how many there are up to the place before.
 */
export const newest = (wanted: Wanted, rows: number) => sql`
      WITH mine AS MATERIALIZED (${mine(wanted)}),
      sounding AS (
        SELECT p.at, d.more FROM mine
        CROSS JOIN LATERAL (SELECT m.seq FROM message_search m WHERE m.room_id = mine.room_id AND ${within(wanted)}
          ORDER BY m.at DESC LIMIT 1) newest
        CROSS JOIN ${STEPS}
        CROSS JOIN LATERAL (SELECT m.at FROM message_search m WHERE m.room_id = mine.room_id AND m.seq <= newest.seq - d.depth
          AND ${within(wanted)} ORDER BY m.seq DESC LIMIT 1) p),
      horizon AS (
        SELECT max(at) FILTER (WHERE s.rows > ${rows}::int) AS at, max(s.rows) FILTER (WHERE s.rows <= ${rows}::int) AS read
        FROM (SELECT at, sum(more) OVER (ORDER BY at DESC) AS rows FROM sounding) s),
      hits AS (
        SELECT h.* FROM mine CROSS JOIN LATERAL (
          SELECT m.room_id, m.seq, m.at FROM message_search m WHERE m.room_id = mine.room_id
            AND m.at >= COALESCE((SELECT at FROM horizon), '-infinity') AND ${within(wanted)} AND ${matches(wanted)}
          ORDER BY m.at DESC, m.seq DESC LIMIT ${wanted.take}) h
        ${NEWEST_FIRST} LIMIT ${wanted.take})
      ${horizonAndHits}`

/**
 * Reads the newest messages of some authors, at most `rows` of them. `horizon` is the time up to which that goes
 * (inclusive), null where there is nothing older: beyond it lies what was not read for the bound of all, or of one
 * author in one room.
 */
export const newestOf = (wanted: Wanted, authorIds: string[], rows: number) => sql`
  WITH mine AS MATERIALIZED (${mine(wanted)}),
  share AS (SELECT GREATEST(${wanted.take}::int, LEAST(${rows}::int,
    ${rows * WALKS_MAX}::int / GREATEST(1, ${authorIds.length}::int * (SELECT count(*) FROM mine))))::int AS rows),
  said AS MATERIALIZED (
    SELECT x.* FROM mine CROSS JOIN unnest(${authorIds}::uuid[]) AS author(id) CROSS JOIN LATERAL (
      SELECT m.room_id, m.seq, m.at, row_number() OVER (ORDER BY m.at DESC) AS place FROM message_search m
      WHERE m.room_id = mine.room_id AND m.sender_id = author.id AND ${within(wanted)}
      ORDER BY m.at DESC LIMIT (SELECT rows FROM share)) x
    ${NEWEST_FIRST} LIMIT ${rows}),
  -- Of those at the very last moment, some may be missing.
  horizon AS (SELECT GREATEST(max(at) FILTER (WHERE place = (SELECT rows FROM share)),
    CASE WHEN count(*) = ${rows} THEN min(at) END) + interval '1 millisecond' AS at,
    count(*) AS read FROM said),
  hits AS (
    SELECT s.room_id, s.seq, s.at FROM (SELECT * FROM said ${NEWEST_FIRST}) s
    CROSS JOIN LATERAL (SELECT FROM message_search m
      WHERE m.room_id = s.room_id AND m.seq = s.seq AND ${matches(byAnyone(wanted))}) m
    WHERE s.at >= COALESCE((SELECT at FROM horizon), '-infinity') ${NEWEST_FIRST} LIMIT ${wanted.take})
  ${horizonAndHits}`

/**
 * All hits at once; the planner sees how many rooms there are, and whether it is worth while to ask the index for each.
 * Whether one is in them is asked again. With `weeks` the index is asked for each of these instead: the limit keeps the
 * planner, which knows too little of texts, from asking it for all.
 */
export function byIndex(wanted: Wanted, roomIds: string[], weeks?: number[]): Prisma.Sql {
  const found = weeks
    ? sql`SELECT h.* FROM unnest(${weeks}::int[]) AS w(week) CROSS JOIN LATERAL (
        SELECT m.room_id, m.seq, m.at FROM message_search m
        WHERE m.week = w.week AND m.room_id::text = ANY(${roomIds}::text[]) AND ${matches(wanted, INDEXED)}
        LIMIT ${WEEK_MAX}) h`
    : sql`SELECT m.room_id, m.seq, m.at FROM message_search m
        WHERE m.room_id = ANY(${roomIds}::uuid[]) AND ${matches(wanted, INDEXED)}`
  return sql`
  WITH mine AS MATERIALIZED (${mine(wanted)}),
  found AS MATERIALIZED (${found})
  SELECT m.room_id AS "roomId", m.seq, m.at FROM found m
  WHERE ${within(wanted)} AND m.room_id IN (SELECT room_id FROM mine) ${NEWEST_FIRST} LIMIT ${wanted.take}`
}

/** No index knows of it: each room is read until there is enough; where authors are named, for each of them. */
export function inEachRoom(wanted: Wanted): Prisma.Sql {
  const { senderIds } = wanted
  const authors = senderIds ? sql`CROSS JOIN unnest(${senderIds}::uuid[]) AS author(id)` : Prisma.empty
  return sql`
  WITH mine AS MATERIALIZED (${mine(wanted)}),
  found AS (SELECT h.* FROM mine ${authors} CROSS JOIN LATERAL (
    SELECT m.room_id, m.seq, m.at FROM message_search m
    WHERE m.room_id = mine.room_id ${senderIds ? sql`AND m.sender_id = author.id` : Prisma.empty}
      AND ${within(wanted)} AND ${matches(byAnyone(wanted))}
    ORDER BY m.at DESC, m.seq DESC LIMIT ${wanted.take}) h)
  SELECT room_id AS "roomId", seq, at FROM found ${NEWEST_FIRST} LIMIT ${wanted.take}`
}

/** What was stored in the last moment, and has no place in `message_search` yet: mostly nothing. */
export const unindexed = (wanted: Wanted) => sql`
  WITH mine AS MATERIALIZED (${mine(wanted)}),
  fresh AS MATERIALIZED (SELECT f.* FROM mine
    CROSS JOIN LATERAL (SELECT max(seq) AS seq FROM message_search WHERE room_id = mine.room_id) last
    CROSS JOIN LATERAL (SELECT room_id, seq, at, sender_id, body, deleted_at FROM message
      WHERE room_id = mine.room_id AND seq > COALESCE(last.seq, 0) ORDER BY seq LIMIT ${FRESH_MAX}) f),
  m AS (SELECT room_id, seq, at, sender_id, search_fold(body) AS text FROM fresh WHERE deleted_at IS NULL)
  SELECT room_id AS "roomId", seq, at FROM m WHERE ${within(wanted)} AND ${matches(wanted)}
  ${NEWEST_FIRST} LIMIT ${wanted.take}`

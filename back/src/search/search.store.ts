import { Injectable } from '@nestjs/common'
import { ChatError } from '../errors.js'
import { Postgres, type Prisma, sql, sqlState } from '../infra/postgres.js'
import { byIndex, inEachRoom, newest, ofAuthor, unindexed } from './search.queries.js'
import { type Hit, mine, type Wanted } from './search.rows.js'
import { isIndexed } from './term.js'

const TIMEOUT_MS = 1_000
const CANCELLED = '57014'
/** As the column `week` counts them. */
const WEEK_MS = 604_800_000
const WEEKS_MAX = 12
/** Words come in bursts. */
const MARGIN = 2
/** So many rooms are asked for one by one. */
const FEW_ROOMS = 4
/** Walks before the index is asked. */
const TURNS = 2
/** Someone with fewer messages than this in all rooms is read whole. */
const AUTHOR_MAX = 5_000

/**
 * Finds messages, the newest first. Two ways that are bad at the opposite: what is frequent stands among the newest
 * messages, which are read in their order; of what does not, there is little, so the trigram index yields all of it.
 */
@Injectable()
export class SearchStore {
  constructor(private readonly postgres: Postgres) {}

  /** At most `take`. @throws ChatError `unavailable` when it takes too long */
  async find(wanted: Wanted): Promise<Hit[]> {
    // In this order: what is indexed in between is then found twice, never missed.
    const fresh = await this.run(unindexed(wanted))
    const known = await this.indexed(wanted)
    const all = new Map([...known, ...fresh].map((hit) => [`${hit.roomId}:${hit.seq}`, hit]))
    return [...all.values()].sort(newestFirst).slice(0, wanted.take)
  }

  private async indexed(wanted: Wanted): Promise<Hit[]> {
    if (wanted.senderIds && (await this.wroteLittle(wanted))) return this.run(ofAuthor(wanted))
    const hits: Hit[] = []
    let older = wanted
    // Where half of a page was found, the other half is likely to follow.
    for (let turn = 0; turn === 0 || (turn < TURNS && hits.length >= wanted.take / 2); turn++) {
      const { found, horizon } = await this.walk(older)
      hits.push(...found)
      if (!horizon || hits.length >= wanted.take) return hits
      older = { ...wanted, until: horizon, take: wanted.take - hits.length }
    }
    const narrow = wanted.terms.some(isIndexed) || wanted.has.includes('link')
    const rest = narrow ? await this.byIndex(older, wanted, hits.length) : await this.run(inEachRoom(older))
    return [...hits, ...rest]
  }

  /** First in the weeks that should hold enough, then in all. */
  private async byIndex(older: Wanted, wanted: Wanted, walked: number): Promise<Hit[]> {
    const rooms = await this.run<{ id: string }>(sql`SELECT room_id AS id FROM (${mine(wanted)}) x`)
    const roomIds = rooms.map((row) => row.id)
    const weeks = roomIds.length > FEW_ROOMS ? weeksFor(older, wanted, walked) : undefined
    const since = weeks && new Date(Math.min(...weeks) * WEEK_MS)
    if (!since || (wanted.from && wanted.from > since)) return this.run(byIndex(older, roomIds))
    const recent = await this.run(byIndex({ ...older, from: since }, roomIds, weeks))
    if (recent.length >= older.take) return recent
    const all = { ...older, until: since, take: older.take - recent.length }
    return [...recent, ...(await this.run(byIndex(all, roomIds)))]
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
    const rows = await this.run<{ horizon: Date | null; roomId: string | null; seq: bigint; at: Date }>(
      newest(wanted),
    )
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

const newestFirst = (a: Hit, b: Hit) =>
  b.at.getTime() - a.at.getTime() ||
  (a.roomId < b.roomId ? 1 : a.roomId > b.roomId ? -1 : Number(b.seq - a.seq))

/** The weeks, before what was read already, in which the rest should be if it is as frequent there. */
function weeksFor(
  { until, take }: Wanted,
  { after, until: end }: Wanted,
  walked: number,
): number[] | undefined {
  if (!until || walked === 0) return undefined
  const startMs = Math.min(Date.now(), after?.at.getTime() ?? Infinity, end?.getTime() ?? Infinity)
  const neededMs = ((startMs - until.getTime()) * take * MARGIN) / walked
  const [first, last] = [(until.getTime() - neededMs) / WEEK_MS, until.getTime() / WEEK_MS].map(Math.floor)
  if (first === undefined || last === undefined || last - first >= WEEKS_MAX) return undefined
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

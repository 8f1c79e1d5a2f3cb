import { ChatError } from '../errors.js'
import { type Prisma, sql, type Sql, sqlState } from '../infra/postgres.js'
import { byIndex, inEachRoom, newest, newestOf, unindexed } from './search.queries.js'
import { type Hit, mine, type Wanted } from './search.rows.js'
import { areCommon, isIndexed, piecesOf } from './term.js'

/** As the column `week` counts them. */
const WEEK_MS = 604_800_000
/** Each week looks up each of the trigrams; more than this many are not worth it. */
const LOOKUPS_MAX = 60
/** Words come in bursts. */
const MARGIN = 2
/** How many of the newest messages are read one by one before the index is asked: per hit that is wanted, at least. */
const WALK = { perHit: 150, least: 3_000 }
/** Of authors: what one person said lies further apart, and reading it costs more. */
const WALK_OF_AUTHORS = { perHit: 50, least: 1_000 }
/** So many rooms are asked for one by one. */
const FEW_ROOMS = 4
/** To read on is better than to ask the index while so many more, in all, are likely to hold the rest, */
const WALK_ON = 3_000
/** or so many, where the index knows of nothing but what nearly all messages have. */
const WALK_ON_AMONG_COMMON = 60_000

const CANCELLED = '57014'

/** `horizon`: up to where (inclusive) it went, if there are older ones; `read`: so many messages, about. */
type Walk = { found: Hit[]; horizon: Date | null; read: number }

/**
 * One search, the newest first. Two ways that are bad at the opposite: what is frequent stands among the newest
 * messages, which are read in their order; of what does not, there is little, so the trigram index yields all of it.
 */
export class SearchRun {
  private readonly endsAtMs: number

  /** Asks nothing more once `enoughMs` are over. */
  constructor(
    private readonly from: Sql,
    enoughMs: number,
  ) {
    this.endsAtMs = performance.now() + enoughMs
  }

  /** At most `take`. @throws ChatError `unavailable` */
  async find(wanted: Wanted): Promise<Hit[]> {
    // In this order: what is indexed in between is then found twice, never missed.
    const fresh = await this.run(unindexed(wanted))
    const known = await this.indexed(wanted)
    const all = new Map([...known, ...fresh].map((hit) => [`${hit.roomId}:${hit.seq}`, hit]))
    return [...all.values()].sort(newestFirst).slice(0, wanted.take)
  }

  private async indexed(wanted: Wanted): Promise<Hit[]> {
    const hits: Hit[] = []
    let older = wanted
    let [rows, read] = [firstWalk(wanted), 0]
    let left = rows + (isCommon(wanted) ? WALK_ON_AMONG_COMMON : WALK_ON)
    for (; rows <= left; rows = missing(wanted, hits.length, read)) {
      const walk = await this.walk(older, rows)
      hits.push(...walk.found)
      if (!walk.horizon || hits.length >= wanted.take) return hits
      older = { ...wanted, until: walk.horizon, take: wanted.take - hits.length }
      read += walk.read
      left -= rows
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

  /** Reads about `rows` of the newest messages, of all rooms or of some authors. */
  private async walk(wanted: Wanted, rows: number): Promise<Walk> {
    const walked = await this.run<Omit<Walk, 'found'> & { roomId: string | null; seq: bigint; at: Date }>(
      wanted.senderIds ? newestOf(wanted, wanted.senderIds, rows) : newest(wanted, rows),
    )
    const found = walked.flatMap(({ roomId, seq, at }) => (roomId === null ? [] : [{ roomId, seq, at }]))
    return { found, horizon: walked[0]?.horizon ?? null, read: walked[0]?.read ?? 0 }
  }

  private async run<T = Hit>(query: Prisma.Sql): Promise<T[]> {
    if (performance.now() > this.endsAtMs) throw tooLong()
    try {
      return await this.from.$queryRaw<T[]>(query)
    } catch (error) {
      // It would take as long on another server.
      throw sqlState(error) === CANCELLED ? tooLong() : error
    }
  }
}

const tooLong = () =>
  new ChatError('unavailable', 'This search takes too long: add a word, or a filter such as in: or from:.')

const newestFirst = (a: Hit, b: Hit) =>
  b.at.getTime() - a.at.getTime() ||
  (a.roomId < b.roomId ? 1 : a.roomId > b.roomId ? -1 : Number(b.seq - a.seq))

/** Authors have said less, of which more must be looked up: for them reading on pays less. */
const isCommon = ({ terms, has, senderIds }: Wanted) => has.length === 0 && !senderIds && areCommon(terms)

const walkOf = ({ senderIds }: Wanted) => (senderIds ? WALK_OF_AUTHORS : WALK)

function firstWalk(wanted: Wanted): number {
  const { perHit, least } = walkOf(wanted)
  return Math.max(least, perHit * wanted.take)
}

/** So many more messages should hold what is missing, if it is as frequent there. */
function missing(wanted: Wanted, found: number, read: number): number {
  if (found === 0) return Infinity
  return Math.max(walkOf(wanted).least, Math.ceil((read * (wanted.take - found)) / found))
}

/** The weeks, before what was read already, in which the rest should be if it is as frequent there. */
function weeksFor(older: Wanted, { terms, after, until: end }: Wanted, walked: number): number[] | undefined {
  const { until, take } = older
  if (!until || walked === 0) return undefined
  const startMs = Math.min(Date.now(), after?.at.getTime() ?? Infinity, end?.getTime() ?? Infinity)
  const neededMs = ((startMs - until.getTime()) * take * MARGIN) / walked
  const [first = 0, last = 0] = [until.getTime() - neededMs, until.getTime()].map((ms) =>
    Math.floor(ms / WEEK_MS),
  )
  const asked = terms.filter(({ negated }) => !negated).flatMap(({ text }) => piecesOf(text))
  const trigrams = asked.reduce((sum, piece) => sum + piece.length, 1)
  if ((last - first + 1) * trigrams > LOOKUPS_MAX) return undefined
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

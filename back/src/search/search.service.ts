import { Injectable } from '@nestjs/common'
import { id, parseSearch, type Request, type Response, type SearchQuery } from '@papo/contract'
import { z } from 'zod'
import { Limiter } from '../limit/limiter.js'
import { Turns } from '../infra/turns.js'
import { decodeCursor, pageOf } from '../room/cursor.js'
import { endOfDay, startOfDay } from './days.js'
import { NameStore } from './name.store.js'
import type { Hit, Place, Wanted } from './search.rows.js'
import { SearchStore } from './search.store.js'
import { snippetOf } from './snippet.js'

type Page = Response<'search'>
const position = z.tuple([z.iso.datetime(), id, z.string().regex(/^\d{1,16}$/)])
const PAGE_DEFAULT = 20
/** Searches hold connections that sending and reading need too. */
const AT_ONCE = 3
const WAITING_MAX = 30
const NOTHING: Page = { items: [] }

/** Searches what one may read. What was said in the last moment, and is not persisted yet, is not found yet. */
@Injectable()
export class SearchService {
  private readonly turns = new Turns(AT_ONCE, WAITING_MAX)

  constructor(
    private readonly limiter: Limiter,
    private readonly names: NameStore,
    private readonly store: SearchStore,
  ) {}

  /** The newest first. @throws ChatError `rate_limited`, `invalid_payload` (the cursor), `unavailable` */
  async page(userId: string, request: Request<'search'>): Promise<Page> {
    const after = placeOf(request.cursor)
    await this.limiter.spend('searchesOfUser', userId)
    const query = parseSearch(request.q)
    const limit = request.limit ?? PAGE_DEFAULT
    const names = await this.resolve(userId, query)
    if (!names) return NOTHING
    const wanted: Wanted = {
      userId,
      ...names,
      has: query.has,
      ...rangeOf(query, request.timeZone ?? 'UTC'),
      ...(after && { after }),
      take: limit + 1,
    }
    const { items, ...next } = pageOf(await this.turns.run(() => this.store.find(wanted)), limit, keyOf)
    const shown = query.terms.filter((term) => !term.negated).map((term) => term.text)
    const found = await this.store.load(items)
    const views = found.map((one) => ({ ...one, snippet: snippetOf(one.message.body, shown) }))
    return { items: views, ...next }
  }

  /** Undefined where a filter leaves nothing to find. */
  private async resolve(userId: string, query: SearchQuery) {
    if (Object.values(query).every((part) => part.length === 0)) return undefined
    const others = query.from.filter((name) => name.toLowerCase() !== 'me')
    const [texts, people, roomIds] = await Promise.all([
      this.store.fold(query.terms.map((term) => term.text)),
      others.length > 0 ? this.names.people(others) : [],
      query.in.length > 0 ? this.names.rooms(userId, query.in) : undefined,
    ])
    const senderIds = [...new Set(others.length < query.from.length ? [...people, userId] : people)]
    if (roomIds?.length === 0 || (query.from.length > 0 && senderIds.length === 0)) return undefined
    const terms = query.terms.map(({ negated }, i) => ({ text: texts[i] ?? '', negated }))
    return {
      // Of a lone accent nothing is left.
      terms: terms.filter(({ text }) => text !== ''),
      ...(query.from.length > 0 ? { senderIds } : {}),
      ...(roomIds ? { roomIds } : {}),
    }
  }
}

/** `before` excludes its day, `after` includes it. */
function rangeOf({ before, after, on }: SearchQuery, timeZone: string): Pick<Wanted, 'from' | 'until'> {
  const froms = [after, on].flatMap((day) => (day ? [startOfDay(day, timeZone)] : []))
  const untils = [...(before ? [startOfDay(before, timeZone)] : []), ...(on ? [endOfDay(on, timeZone)] : [])]
  const from = froms.sort((a, b) => b.getTime() - a.getTime())[0]
  const until = untils.sort((a, b) => a.getTime() - b.getTime())[0]
  return { ...(from && { from }), ...(until && { until }) }
}

function placeOf(cursor: string | undefined): Place | undefined {
  const key = decodeCursor(position, cursor)
  return key && { at: new Date(key[0]), roomId: key[1], seq: Number(key[2]) }
}

const keyOf = ({ at, roomId, seq }: Hit) => [at.toISOString(), roomId, String(seq)]

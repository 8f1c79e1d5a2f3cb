import type { Response } from '@papo/contract'
import { LIMITS } from '@papo/contract/limits'
import { parseSearch } from '@papo/contract/search'
import { createStore } from 'zustand/vanilla'
import { asChatError } from '../chat-error'
import { callApi } from '../http'

export type Hit = Response<'search'>['items'][number]
type Failure = 'slow' | 'limited' | 'failed'
export type SearchState = {
  /** Whose search it is: it outlives the screen, but not the account. */
  readonly userId: string
  readonly q: string
  /** What the hits are for; null: nothing was asked yet */
  readonly asked: string | null
  readonly load: 'idle' | 'loading' | 'ready' | Failure
  readonly hits: readonly Hit[]
  readonly nextCursor: string | undefined
  readonly more: 'idle' | 'loading' | 'failed'
}

const PAUSE_MS = 250
const PAGE = 20
const EMPTY = { q: '', asked: null, load: 'idle', hits: [], nextCursor: undefined, more: 'idle' } as const

/** The one search of this tab. */
export const searches = createStore<SearchState>(() => ({ userId: '', ...EMPTY }))

let timer: ReturnType<typeof setTimeout> | undefined
/** Answers to anything but the latest question are dropped. */
let turn = 0

/** Begins anew for another account. */
export function startSearch(userId: string): void {
  if (searches.getState().userId !== userId) searches.setState({ userId, ...EMPTY })
}

/** Searches after a short pause; `now`: at once. */
export function typeSearch(q: string, now = false): void {
  const text = [...q].slice(0, LIMITS.searchQueryMax).join('')
  const { asked } = searches.getState()
  clearTimeout(timer)
  if (!isWorthAsking(text)) {
    turn++
    return searches.setState({ ...EMPTY, q: text })
  }
  searches.setState({ q: text })
  if (!now && sameQuestion(asked, text)) return
  timer = setTimeout(() => void ask(text.trim()), now ? 0 : PAUSE_MS)
}

async function ask(q: string): Promise<void> {
  const mine = ++turn
  searches.setState({ load: 'loading', more: 'idle' })
  try {
    const { items, nextCursor } = await page(q)
    if (mine === turn) searches.setState({ asked: q, load: 'ready', hits: items, nextCursor })
  } catch (error) {
    if (mine !== turn) return
    searches.setState({ asked: q, load: failureOf(error), hits: [], nextCursor: undefined })
  }
}

export async function loadMore(): Promise<void> {
  const { asked, nextCursor, more } = searches.getState()
  if (asked === null || nextCursor === undefined || more === 'loading') return
  const mine = turn
  searches.setState({ more: 'loading' })
  try {
    const next = await page(asked, nextCursor)
    if (mine !== turn) return
    searches.setState((s) => ({
      hits: [...s.hits, ...next.items],
      nextCursor: next.nextCursor,
      more: 'idle',
    }))
  } catch {
    if (mine === turn) searches.setState({ more: 'failed' })
  }
}

const page = (q: string, cursor?: string) => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return callApi<Response<'search'>>('/search', { query: { q, cursor, limit: PAGE, timeZone } })
}

function failureOf(error: unknown): Failure {
  const { code } = asChatError(error)
  if (code === 'rate_limited') return 'limited'
  return code === 'unavailable' ? 'slow' : 'failed'
}

function isWorthAsking(q: string): boolean {
  return Object.values(parseSearch(q)).some((part) => part.length > 0)
}

/** Blanks, and filters that are only begun, ask for nothing else. */
function sameQuestion(asked: string | null, q: string): boolean {
  return asked !== null && JSON.stringify(parseSearch(asked)) === JSON.stringify(parseSearch(q))
}

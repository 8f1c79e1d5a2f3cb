import { type SearchFilter, SEARCH_FILTERS } from '@papo/contract/search'

/** A filter whose value is being typed: where the value stands in the query, and what of it is there. */
export type Asking = {
  readonly filter: SearchFilter
  readonly text: string
  readonly from: number
  readonly to: number
}

const TYPED = /(?:^|\s)(from|in|before|after|on|during|has):("[^"]*|[^\s"]*)$/i

/** What is asked at the caret; null where it stands in a word. */
export function askingAt(q: string, caret: number): Asking | null {
  const [, key = '', value] = TYPED.exec(q.slice(0, caret)) ?? []
  if (value === undefined) return null
  const name = key.toLowerCase() === 'during' ? 'on' : key.toLowerCase()
  const filter = SEARCH_FILTERS.find((one) => one === name)
  if (!filter) return null
  const rest = value.startsWith('"') ? /^[^"]*"?/ : /^[^\s"]*/
  const to = caret + (rest.exec(q.slice(caret))?.[0].length ?? 0)
  return { filter, text: value.replace(/^"/, '').replace(/^@/, ''), from: caret - value.length, to }
}

/** The query with the value in its place, and a blank after it for what follows. */
export function withValue(q: string, { from, to }: Asking, value: string): string {
  const written = /\s/.test(value) ? `"${value}"` : value
  return `${q.slice(0, from)}${written} ${q.slice(to).trimStart()}`
}

/** The query with a filter begun at its end. */
export function withFilter(q: string, filter: SearchFilter): string {
  const bare = q.replace(/(?:^|\s)(?:from|in|before|after|on|during|has):$/i, '').trimEnd()
  return `${bare}${bare === '' ? '' : ' '}${filter}:`
}

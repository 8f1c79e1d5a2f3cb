// Imports nothing, so that the web app can read queries without zod.

export const SEARCH_HAS = ['link', 'code', 'file', 'image', 'reaction', 'pin', 'thread'] as const
export type SearchHas = (typeof SEARCH_HAS)[number]
export const SEARCH_FILTERS = ['from', 'in', 'before', 'after', 'on', 'has'] as const
export type SearchFilter = (typeof SEARCH_FILTERS)[number]
/** Words and phrases beyond this many are not looked for, and likewise values of each filter. */
export const SEARCH_TERMS_MAX = 12

/** What must stand in a message, or must not. Words and phrases differ in blanks alone. */
export type SearchTerm = { text: string; negated: boolean }

/** All terms and all `has` must hold; any of several `from`, any of several `in`. Days are YYYY-MM-DD. */
export type SearchQuery = {
  terms: SearchTerm[]
  /** `me`, usernames or names of people */
  from: string[]
  /** Names or ids of rooms */
  in: string[]
  has: SearchHas[]
  /** Before that day began */
  before?: string
  /** That day and later */
  after?: string
  on?: string
}

// A minus, a filter, then something in quotes or up to the next blank or quote.
const TOKEN = /(-)?(?:(from|in|before|after|on|during|has):)?(?:"([^"]*)(?:"|$)|([^\s"]+))/giu
const LONE_FILTER = /^(?:from|in|before|after|on|during|has):$/iu
const LOOKS_LIKE_FILTER = /^(?:from|in|before|after|on|during|has):/iu

/**
 * Reads what people type: `word "a phrase" -not from:ana in:"Big room" before:2026-11-30 has:link`.
 * Never fails: what is no filter is a word.
 */
export function parseSearch(q: string): SearchQuery {
  const query: SearchQuery = { terms: [], from: [], in: [], has: [] }
  for (const [whole, minus, key, quoted, bare] of straight(q).matchAll(TOKEN)) {
    const value = oneLine(quoted ?? bare ?? '')
    if (key && !minus && takesFilter(query, key.toLowerCase(), value)) continue
    if (LONE_FILTER.test(whole)) continue // still being typed
    const text = key ? oneLine(`${key}:${value}`) : value
    if (text && query.terms.length < SEARCH_TERMS_MAX)
      query.terms.push({ text, negated: minus !== undefined })
  }
  return query
}

/** The query in the one spelling that `parseSearch` reads as the same. */
export function formatSearch(query: SearchQuery): string {
  const filter = (key: SearchFilter, value: string | undefined) =>
    value === undefined ? [] : [`${key}:${/\s/u.test(value) ? `"${value}"` : value}`]
  return [
    ...query.terms.map(formatTerm),
    ...query.from.flatMap((value) => filter('from', value)),
    ...query.in.flatMap((value) => filter('in', value)),
    ...query.has.flatMap((value) => filter('has', value)),
    ...[filter('before', query.before), filter('after', query.after), filter('on', query.on)].flat(),
  ].join(' ')
}

function formatTerm({ text, negated }: SearchTerm): string {
  const plain = !/\s/u.test(text) && !text.startsWith('-') && !LOOKS_LIKE_FILTER.test(text)
  return `${negated ? '-' : ''}${plain ? text : `"${text}"`}`
}

/** @returns whether it was a filter; an empty one says nothing yet */
function takesFilter(query: SearchQuery, key: string, value: string): boolean {
  if (value === '') return true
  if (key === 'from' || key === 'in')
    return add(query[key], key === 'from' ? value.replace(/^@(?=.)/u, '') : value)
  if (key === 'has') {
    const has = SEARCH_HAS.find((name) => name === value.toLowerCase())
    return has !== undefined && add(query.has, has)
  }
  if (!isDay(value)) return false
  if (key === 'before' || key === 'after') query[key] = value
  else query.on = value
  return true
}

function add<T>(values: T[], value: T): true {
  if (!values.includes(value) && values.length < SEARCH_TERMS_MAX) values.push(value)
  return true
}

/** Phones type these quotes and dashes. */
const straight = (q: string) => q.replace(/[“”„‟«»]/gu, '"').replace(/(?<=^|\s)[–—](?=\S)/gu, '-')
const oneLine = (text: string) => text.replace(/\s+/gu, ' ').trim()

/** A day that there is, of the years 1900 to 2999. */
export function isDay(text: string): boolean {
  if (!/^(?:19|2\d)\d\d-\d\d-\d\d$/u.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

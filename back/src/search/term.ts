import type { SearchTerm } from '@papo/contract'
import { literalLike } from '../room/cursor.js'

/**
 * One or two letters would stand in nearly every message, so they are looked for where a word begins.
 * Only where words are written apart: two Chinese characters are a word.
 */
export const isShort = (folded: string): boolean =>
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}]{1,2}$/u.test(folded)

/** Three letters in a row, to which pg_trgm counts what is blank before and after a word. */
const TRIGRAM = /[\p{L}\p{N}]{3}|[\p{L}\p{N}]{2}[\s\p{P}]|[\s\p{P}][\p{L}\p{N}]{2}/u

/** Whether the trigram index narrows a search for it down. */
export const isIndexed = ({ text, negated }: SearchTerm): boolean =>
  !negated && (isShort(text) || TRIGRAM.test(text))

/** A word, or part of one, that is not everywhere: of several words that are short, the index yields most messages. */
export const isRare = (term: SearchTerm): boolean =>
  isIndexed(term) && (!/[^\p{L}\p{N}]/u.test(term.text) || /[\p{L}\p{N}]{5}/u.test(term.text))

/** So long a word is rare. */
const LONG_WORD = /[\p{L}\p{N}]{8,}/gu

/** What of a term the index is asked for: each trigram costs it time, so of a phrase the longest word, if that will do. */
export function pieceOf(folded: string): string {
  const words = folded.match(LONG_WORD) ?? []
  return words.length === 0 ? folded : words.reduce((a, b) => (b.length > a.length ? b : a))
}

/** The pattern for LIKE. */
export const likePattern = (folded: string): string => `%${literalLike(folded)}%`

// Characters named one by one: of a class such as [[:punct:]] the index makes nothing.
const WORD_BEGINS = '(^|[ -/:-@\\[-`{-~])'

/** The regular expression for a short term, which is letters and digits alone. */
export const shortPattern = (folded: string): string => `${WORD_BEGINS}${folded}`

import type { SearchTerm } from '@papo/contract'
import { literalLike } from '../room/cursor.js'

/**
 * One or two letters would stand in nearly every message, so they are looked for where a word begins.
 * Only where words are written apart: two Chinese characters are a word.
 */
export const isShort = (folded: string): boolean =>
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}]{1,2}$/u.test(folded)

/** Three letters in a row, to which pg_trgm counts what is blank before and after a word. */
const TRIGRAM =
  /[\p{L}\p{M}\p{N}]{3}|[\p{L}\p{M}\p{N}]{2}[^\p{L}\p{M}\p{N}]|[^\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}]{2}/u

/** Whether the trigram index narrows a search for it down. */
export const isIndexed = ({ text, negated }: SearchTerm): boolean =>
  !negated && (isShort(text) || TRIGRAM.test(text))

/** Several words that are all short: the index would yield most messages. One alone may be part of a rare one. */
export function areCommon(terms: SearchTerm[]): boolean {
  const positive = terms.filter((term) => !term.negated).map((term) => term.text)
  const text = positive.join(' ')
  return text !== '' && !/^[\p{L}\p{M}\p{N}]+$|[\p{L}\p{M}\p{N}]{5}/u.test(text)
}

/** So long a word is rare, and so many letters from its middle are: many words begin and end alike. */
const LONG_WORD = /[\p{L}\p{M}\p{N}]{8,}/gu
const MIDDLE_LETTERS = 10
/** Shorter ones are asked for whole: what makes them rare may be any of their words. */
const LONG = { word: 12, phrase: 20 }

/** What the index is asked for in place of a long term, of which each trigram costs it time: parts of it. */
export function piecesOf(folded: string): string[] {
  const words = folded.match(LONG_WORD) ?? []
  if (words.length === 0 || folded.length <= (words[0] === folded ? LONG.word : LONG.phrase)) return [folded]
  const rarest = words.sort((a, b) => Number(/\d/.test(b)) - Number(/\d/.test(a)) || b.length - a.length)
  return rarest.slice(0, 2).map(middleOf)
}

function middleOf(word: string): string {
  const letters = [...word]
  const start = Math.max(0, Math.floor((letters.length - MIDDLE_LETTERS) / 2))
  return letters.slice(start, start + MIDDLE_LETTERS).join('')
}

/** The pattern for LIKE. */
export const likePattern = (folded: string): string => `%${literalLike(folded)}%`

// Characters named one by one: of a class such as [[:punct:]] the index makes nothing.
const WORD_BEGINS = '(^|[ -/:-@\\[-`{-~])'

/** The regular expression for a short term, which is letters and digits alone. */
export const shortPattern = (folded: string): string => `${WORD_BEGINS}${folded}`

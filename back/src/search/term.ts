import type { SearchTerm } from '@papo/contract'
import { literalLike } from '../room/cursor.js'

/**
 * One or two letters would stand in nearly every message, so they are looked for where a word begins.
 * Only where words are written apart: two Chinese characters are a word.
 */
export const isShort = (folded: string): boolean =>
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}]{1,2}$/u.test(folded)

/** Whether the trigram index narrows a search for it down. */
export const isIndexed = ({ text, negated }: SearchTerm): boolean =>
  !negated && (isShort(text) || /[\p{L}\p{N}]{3}/u.test(text))

/** The pattern for LIKE. */
export const likePattern = (folded: string): string => `%${literalLike(folded)}%`

// Characters named one by one: of a class such as [[:punct:]] the index makes nothing.
const WORD_BEGINS = '(^|[ -/:-@\\[-`{-~])'

/** The regular expression for a short term, which is letters and digits alone. */
export const shortPattern = (folded: string): string => `${WORD_BEGINS}${folded}`

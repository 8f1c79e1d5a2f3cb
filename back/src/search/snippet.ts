import { fold, type Folded } from './fold.js'
import { isShort } from './term.js'

/** A part of a message, and which of its UTF-16 units were found, as ascending ranges `[from, to)` that do not touch. */
export type Snippet = { text: string; marks: [number, number][] }

const LENGTH_MAX = 240
/** How much stands before the first hit where the beginning has to go. */
const LEAD = 60
const MORE = '…'

/** The part of `body` around the first of `terms`, all of them marked in it. */
export function snippetOf(body: string, terms: readonly string[]): Snippet {
  const marks = marksIn(body, terms)
  if (body.length <= LENGTH_MAX) return { text: body, marks }
  const first = marks[0]?.[0] ?? 0
  const from = first <= LEAD * 2 ? 0 : wordNear(body, first - LEAD)
  const to = from + LENGTH_MAX >= body.length ? body.length : wordNear(body, from + LENGTH_MAX)
  const before = from > 0 ? MORE : ''
  const shift = before.length - from
  return {
    text: before + body.slice(from, to) + (to < body.length ? MORE : ''),
    marks: marks.flatMap(([a, b]): [number, number][] =>
      a >= from && b <= to ? [[a + shift, b + shift]] : [],
    ),
  }
}

/** Where each of `terms` stands in `body`, overlaps merged. */
export function marksIn(body: string, terms: readonly string[]): [number, number][] {
  const folded = fold(body)
  const found = terms
    .flatMap((term) => places(folded, fold(term).text))
    .map(([start, end]): [number, number] => [folded.from[start] ?? 0, folded.to[end - 1] ?? 0])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const merged: [number, number][] = []
  for (const mark of found) {
    const last = merged.at(-1)
    if (last && mark[0] <= last[1]) last[1] = Math.max(last[1], mark[1])
    else merged.push(mark)
  }
  return merged
}

function places({ text }: Folded, term: string): [number, number][] {
  const found: [number, number][] = []
  if (term === '') return found
  const short = isShort(term)
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1))
    if (!short || !/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at)))
      found.push([at, at + term.length])
  return found
}

/** A place to cut: after a blank close by, never within a character. */
function wordNear(text: string, at: number): number {
  const blank = text.slice(at - 20, at).search(/\s\S*$/u)
  if (blank >= 0) return at - 20 + blank + 1
  const within = /[\uDC00-\uDFFF]/.test(text.charAt(at)) || /^\p{M}/u.test(text.slice(at, at + 2))
  return within ? at - 1 : at
}

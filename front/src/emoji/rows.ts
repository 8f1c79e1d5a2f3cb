import { type Group, type Row, type Table, type Tone, withTone } from './table'

export type Shown = { readonly emoji: string; readonly label: string; readonly code: string }
export type Section = { readonly title: Group | 'recent' | 'found'; readonly emoji: readonly Shown[] }
/** A heading, or as many emoji as fit beside each other; `first` is the place of the first among all. */
export type Line =
  | { readonly kind: 'title'; readonly title: Section['title'] }
  | { readonly kind: 'emoji'; readonly first: number; readonly emoji: readonly Shown[] }

export function shownOf([emoji, label, codes, , toned]: Row, tone: Tone): Shown {
  const code = codes.split(' ')[0] ?? ''
  return { emoji: toned ? withTone(emoji, tone) : emoji, label, code: code && `:${code}:` }
}

/** Everything, what was used last on top. */
export function sectionsOf(table: Table, tone: Tone, recent: readonly string[]): Section[] {
  const sections = table.map(([title, rows]) => ({ title, emoji: rows.map((row) => shownOf(row, tone)) }))
  const plain = new Map(table.flatMap(([, rows]) => rows.map((row) => [row[0], row] as const)))
  const toneless = (emoji: string) => emoji.replace(/\p{EMod}/gu, '')
  const known = recent.map((emoji) => {
    const row = plain.get(emoji) ?? plain.get(toneless(emoji)) ?? plain.get(`${toneless(emoji)}\uFE0F`)
    return { emoji, label: row?.[1] ?? emoji, code: row ? shownOf(row, 0).code : '' }
  })
  return known.length === 0 ? sections : [{ title: 'recent', emoji: known }, ...sections]
}

export function linesOf(sections: readonly Section[], columns: number): Line[] {
  let first = 0
  return sections.flatMap(({ title, emoji }) => {
    const lines: Line[] = [{ kind: 'title', title }]
    for (let i = 0; i < emoji.length; i += columns) {
      const row = emoji.slice(i, i + columns)
      lines.push({ kind: 'emoji', first, emoji: row })
      first += row.length
    }
    return lines
  })
}

/** Where an arrow leads from the emoji at `place`; up and down keep the column as far as there is one. */
export function step(lines: readonly Line[], place: number, key: string): number {
  const rows = lines.flatMap((line) => (line.kind === 'emoji' ? line : []))
  const last = rows.reduce((sum, row) => sum + row.emoji.length, 0) - 1
  if (key === 'ArrowRight') return Math.min(last, place + 1)
  if (key === 'ArrowLeft') return Math.max(0, place - 1)
  const index = rows.findIndex((row) => place < row.first + row.emoji.length)
  const from = rows[index]
  const to = rows[index + (key === 'ArrowDown' ? 1 : -1)]
  if (!from || !to) return Math.max(0, place)
  return to.first + Math.min(place - from.first, to.emoji.length - 1)
}

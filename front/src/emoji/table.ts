export const GROUPS = [
  'smileys',
  'people',
  'nature',
  'food',
  'travel',
  'activities',
  'objects',
  'symbols',
  'flags',
] as const
export type Group = (typeof GROUPS)[number]
/** The emoji, its name, its shortcodes and words to find it by (each apart by spaces), and whether skin has a tone. */
export type Row = readonly [emoji: string, label: string, codes: string, words: string, toned: 0 | 1]
export type Table = readonly (readonly [Group, readonly Row[]])[]

/** As Unicode numbers them, from light to dark; 0 is the yellow one. */
export const TONES = [0, 1, 2, 3, 4, 5] as const
export type Tone = (typeof TONES)[number]
const LIGHTEST = 0x1f3fb
const HANDSHAKE = '\u{1F91D}'

export function withTone(emoji: string, tone: Tone): string {
  if (tone === 0) return emoji
  const modifier = String.fromCodePoint(LIGHTEST + tone - 1)
  // Between two people hands are held without a tone of their own.
  const takes = (part: string) =>
    /\p{Emoji_Modifier_Base}/u.test(part) && (part !== HANDSHAKE || emoji === part)
  const parts = [...emoji]
  return parts
    .flatMap((part, i) => {
      if (takes(part)) return [part, modifier]
      return part === '\uFE0F' && takes(parts[i - 1] ?? '') ? [] : [part]
    })
    .join('')
}

/** Lower case and without accents, as one types in haste. */
export function plainly(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

export type Finder = (query: string, max: number) => readonly Row[]

/** Finds emoji by shortcode, name and words: what begins with the query comes first. */
export function createFinder(table: Table): Finder {
  const rows = table.flatMap(([, of]) => of)
  const known = rows.map((row) => ({ row, codes: row[2].split(' '), words: wordsOf(row) }))
  return (query, max) => {
    const wanted = plainly(query).replaceAll('_', ' ').trim().split(/\s+/)
    const code = wanted.join('_')
    const ranked = known.flatMap((one) => {
      const rank = rankOf(one, wanted, code)
      return rank === null ? [] : [{ row: one.row, rank }]
    })
    return ranked
      .sort((a, b) => a.rank - b.rank)
      .slice(0, max)
      .map(({ row }) => row)
  }
}

type Known = { codes: readonly string[]; words: { label: string[]; all: string[] } }

function rankOf({ codes, words }: Known, wanted: readonly string[], code: string): number | null {
  if (codes.includes(code)) return 0
  if (codes.some((one) => one.startsWith(code))) return 1
  const begins = (among: readonly string[]) => wanted.every((w) => among.some((word) => word.startsWith(w)))
  if (words.label.join(' ').startsWith(wanted.join(' '))) return 2
  if (begins(words.label)) return 3
  return begins(words.all) ? 4 : null
}

function wordsOf([, label, codes, words]: Row): Known['words'] {
  const split = (text: string) => plainly(text).split(/[^\p{L}\p{N}+]+/u)
  return { label: split(label), all: [...split(label), ...split(words), ...split(codes)] }
}

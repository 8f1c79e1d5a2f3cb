/** A text without case and accents, and where each of its UTF-16 units comes from in the original, as `[from, to)`. */
export type Folded = { text: string; from: number[]; to: number[] }

// What compatibility decomposition leaves whole, as PostgreSQL's `unaccent` writes it.
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '–': '-',
  '—': '-',
}

/**
 * Folds as the column `search_text` is folded, near enough to show what was found: PostgreSQL alone decides what is.
 * A mark belongs to the character before it.
 */
export function fold(original: string): Folded {
  const folded: Folded = { text: '', from: [], to: [] }
  let at = 0
  for (const char of original) {
    const end = at + char.length
    const letters = foldChar(char)
    if (letters === '' && folded.to.length > 0) stretch(folded, end)
    for (let i = 0; i < letters.length; i++) {
      folded.from.push(at)
      folded.to.push(end)
    }
    folded.text += letters
    at = end
  }
  return folded
}

/** All units of the last character end where its marks end. */
function stretch({ from, to }: Folded, end: number): void {
  const start = from.at(-1)
  for (let i = to.length - 1; i >= 0 && from[i] === start; i--) to[i] = end
}

function foldChar(char: string): string {
  if (char < '\u0080') return /\s/.test(char) ? ' ' : char.toLowerCase()
  const lower = char.toLowerCase()
  const known = LETTERS[lower]
  if (known !== undefined) return known
  const bare = lower.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return bare === ' ' || /^\s$/u.test(char) ? ' ' : bare
}

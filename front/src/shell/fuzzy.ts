/** Which characters of a text (UTF-16, `[from, to)`) a query found, and how well. */
export type Match = { readonly score: number; readonly marks: readonly (readonly [number, number])[] }

/** Lower case without accents, with the place of each character in the original. */
function folded(text: string): { text: string; at: number[] } {
  const at: number[] = []
  let result = ''
  let index = 0
  for (const char of text) {
    const plain = char.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    for (let i = 0; i < plain.length; i++) at.push(index)
    result += plain
    index += char.length
  }
  at.push(text.length)
  return { text: result, at }
}

/**
 * Finds a query in a name as people abbreviate: the beginning before a word, a word before the middle of one, and
 * those before single letters in their order. Accents and case do not matter. Null: not found.
 */
export function fuzzy(query: string, name: string): Match | null {
  const wanted = folded(query.trim()).text
  if (wanted === '') return { score: 0, marks: [] }
  const { text, at } = folded(name)
  const place = wordStart(text, wanted)
  if (place === -1) return scattered(wanted, text, at)
  const score = place === 0 ? (text.length === wanted.length ? 1_000 : 900) : isStart(text, place) ? 800 : 600
  return {
    score: score - Math.min(99, text.length),
    marks: [[at[place] ?? 0, at[place + wanted.length] ?? 0]],
  }
}

/** Where it begins a word, else where it stands at all. */
function wordStart(text: string, wanted: string): number {
  const first = text.indexOf(wanted)
  for (let place = first; place !== -1; place = text.indexOf(wanted, place + 1))
    if (isStart(text, place)) return place
  return first
}

const isStart = (text: string, place: number) => place === 0 || !/[\p{L}\p{N}]/u.test(text[place - 1] ?? '')

function scattered(wanted: string, text: string, at: readonly number[]): Match | null {
  const marks: [number, number][] = []
  let from = 0
  let jumps = 0
  for (const letter of wanted) {
    if (letter === ' ') continue
    const place = text.indexOf(letter, from)
    if (place === -1) return null
    if (place > from && !isStart(text, place)) jumps++
    marks.push([at[place] ?? 0, at[place + letter.length] ?? 0])
    from = place + letter.length
  }
  // Letters from all over a long name are chance, not meaning.
  return jumps > wanted.length / 2 + 1
    ? null
    : { score: Math.max(1, 400 - jumps * 40 - Math.min(99, text.length)), marks }
}

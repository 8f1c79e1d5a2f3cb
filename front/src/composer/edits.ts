/** A change to a field: what takes the place of [start, end), and what is selected then. */
export type Edit = {
  readonly start: number
  readonly end: number
  readonly insert: string
  readonly select: readonly [number, number]
}
export type Selected = { readonly text: string; readonly start: number; readonly end: number }

/** Puts a mark on both sides of what is selected, or takes it away again. Blanks at the ends stay outside. */
export function wrap({ text, ...range }: Selected, mark: string): Edit {
  const selected = text.slice(range.start, range.end)
  const blank = selected.trim() === ''
  const start = range.start + (blank ? 0 : selected.length - selected.trimStart().length)
  const end = range.end - (blank ? 0 : selected.length - selected.trimEnd().length)
  const inner = text.slice(start, end)
  const size = mark.length
  if (mark === '`' && inner.includes('\n')) return fence({ text, start, end })
  if (text.slice(0, start).endsWith(mark) && text.startsWith(mark, end))
    return { start: start - size, end: end + size, insert: inner, select: [start - size, end - size] }
  if (inner.length > 2 * size && inner.startsWith(mark) && inner.endsWith(mark))
    return { start, end, insert: inner.slice(size, -size), select: [start, end - 2 * size] }
  return { start, end, insert: mark + inner + mark, select: [start + size, end + size] }
}

/** Puts lines between fences of three backticks, which stand on lines of their own. */
function fence({ text, start, end }: Selected): Edit {
  const before = start === 0 || text[start - 1] === '\n' ? '```\n' : '\n```\n'
  const after = end === text.length || text[end] === '\n' ? '\n```' : '\n```\n'
  const from = start + before.length
  return { start, end, insert: before + text.slice(start, end) + after, select: [from, from + end - start] }
}

/** Puts `mark` before each of the lines that are touched, or takes it away where all have it. */
export function markLines({ text, start, end }: Selected, mark: string): Edit {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const next = text.indexOf('\n', Math.max(end - 1, from))
  const to = Math.max(end, next < 0 ? text.length : next)
  const lines = text.slice(from, to).split('\n')
  const marked = lines.every((line) => line.startsWith(mark))
  const insert = lines.map((line) => (marked ? line.slice(mark.length) : mark + line)).join('\n')
  return { start: from, end: to, insert, select: [from + insert.length, from + insert.length] }
}

/** An address that is pasted over words becomes where they lead to; null: paste as usual. */
export function linkOver({ text, start, end }: Selected, pasted: string): Edit | null {
  const words = text.slice(start, end)
  const address = pasted.trim()
  if (words.trim() === '' || /[\n[\]]/.test(words) || isAddress(words.trim()) || !isAddress(address))
    return null
  const insert = `[${words}](${address.replaceAll('(', '%28').replaceAll(')', '%29')})`
  return { start, end, insert, select: [start + insert.length, start + insert.length] }
}

function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text)
}

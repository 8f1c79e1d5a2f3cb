import { describe, expect, it } from 'vitest'
import { type Edit, linkOver, markLines, type Selected, wrap } from './edits'

/** `|` stands for the ends of what is selected. */
function selected(marked: string): Selected {
  const start = marked.indexOf('|')
  const end = marked.lastIndexOf('|')
  const text = marked.replaceAll('|', '')
  return { text, start, end: start === end ? start : end - 1 }
}
function after({ text }: Selected, { start, end, insert, select }: Edit): string {
  const next = text.slice(0, start) + insert + text.slice(end)
  const [from, to] = select
  const caret = from === to ? '|' : `|${next.slice(from, to)}|`
  return next.slice(0, from) + caret + next.slice(to)
}
const wrapped = (marked: string, mark: string) => after(selected(marked), wrap(selected(marked), mark))
const lined = (marked: string, mark: string) => after(selected(marked), markLines(selected(marked), mark))
const linked = (marked: string, address: string) => {
  const edit = linkOver(selected(marked), address)
  return edit && after(selected(marked), edit)
}

describe('a shortcut for a format', () => {
  it('wraps what is selected, and unwraps it again', () => {
    expect(wrapped('a |b| c', '**')).toBe('a **|b|** c')
    expect(wrapped('a **|b|** c', '**')).toBe('a |b| c')
    expect(wrapped('a |**b**| c', '**')).toBe('a |b| c')
  })
  it('leaves blanks outside, where Markdown wants them', () => {
    expect(wrapped('a| b |c', '_')).toBe('a _|b|_ c')
  })
  it('waits for words where nothing is selected', () => {
    expect(wrapped('a |', '`')).toBe('a `|`')
    expect(wrapped('a `|`', '`')).toBe('a |')
  })
  it('puts fences around lines of code', () => {
    expect(wrapped('see |a\nb|', '`')).toBe('see \n```\n|a\nb|\n```')
    expect(wrapped('|a\nb|\nc', '`')).toBe('```\n|a\nb|\n```\nc')
  })
  it('marks each line, and unmarks them when all are', () => {
    expect(lined('x\na|b\nc|d', '> ')).toBe('x\n> ab\n> cd|')
    expect(lined('|> ab\n> cd|', '> ')).toBe('ab\ncd|')
    expect(lined('|', '- ')).toBe('- |')
  })
})

describe('an address pasted over words', () => {
  it('becomes where they lead to', () => {
    expect(linked('see |the plan| now', 'https://a.example/b_(c)')).toBe(
      'see [the plan](https://a.example/b_%28c%29)| now',
    )
  })
  it('is pasted as it is where that would not be a link', () => {
    for (const [marked, address] of [
      ['a |', 'https://a.example'],
      ['|a\nb|', 'https://a.example'],
      ['|https://b.example|', 'https://a.example'],
      ['|a|', 'javascript:alert(1)'],
      ['|a|', 'https://a.example and more'],
      ['|a]|', 'https://a.example'],
    ] as const)
      expect(linked(marked, address), marked).toBeNull()
  })
})

import { expect, test } from 'vitest'
import { plainSnippet } from './plain'

const marked = (text: string, found: string) => {
  const from = text.indexOf(found)
  const plain = plainSnippet({ text, marks: [[from, from + found.length]] })
  return [plain.text, ...plain.marks.map(([a, b]) => plain.text.slice(a, b))]
}

test.each([
  ['the **tide table** for `today`', 'tide', ['the tide table for today', 'tide']],
  ['> quoted\n# Headline\n- one', 'Headline', ['quoted\nHeadline\none', 'Headline']],
  ['a_name_with_lines and 2*3*4', 'name', ['a_name_with_lines and 2*3*4', 'name']],
  ['an *emphasis* and _another_', 'another', ['an emphasis and another', 'another']],
  ['half **bo', '**bo', ['half bo', 'bo']],
  ['~~gone~~ and here', 'here', ['gone and here', 'here']],
])('of %j the reader sees the words', (text, found, shown) => {
  expect(marked(text, found)).toEqual(shown)
})

test('what was found in signs alone is not marked', () => {
  expect(plainSnippet({ text: '**b**', marks: [[0, 2]] })).toEqual({ text: 'b', marks: [] })
})

import fc from 'fast-check'
import { parseSearch } from '@papo/contract/search'
import { expect, test } from 'vitest'
import { askingAt, withFilter, withValue } from './asking'

const at = (text: string) => {
  const caret = text.indexOf('|')
  return askingAt(text.replace('|', ''), caret)
}

test.each([
  ['from:|', 'from', ''],
  ['cake from:an|', 'from', 'an'],
  ['from:@an|a tea', 'from', 'an'],
  ['in:"Big ro|om" tea', 'in', 'Big ro'],
  ['HAS:li|', 'has', 'li'],
  ['during:2026|', 'on', '2026'],
])('%s asks for %s', (text, filter, typed) => {
  expect(at(text)).toMatchObject({ filter, text: typed })
})

test.each(['|', 'from|', 'from:ana |', 'notfrom:an|', '"from:an|', 'topic:b|', '-from:b|'])(
  '%s asks for nothing',
  (text) => {
    expect(at(text)).toBeNull()
  },
)

test('a choice takes the place of what was typed, whole', () => {
  const q = 'tea from:an cake'
  const asking = askingAt(q, 11)
  expect(asking && withValue(q, asking, 'ana')).toBe('tea from:ana cake')
  const open = 'in:"Big ro tea'
  const room = askingAt(open, 10)
  expect(room && withValue(open, room, 'Big room')).toBe('in:"Big room" ')
})

test('a filter is begun once, at the end', () => {
  expect(withFilter('', 'from')).toBe('from:')
  expect(withFilter('tea ', 'in')).toBe('tea in:')
  expect(withFilter('tea in:', 'has')).toBe('tea has:')
})

test('whatever is chosen is read as that filter', () => {
  const name = fc
    .string({ minLength: 1, maxLength: 12 })
    .map((s) =>
      s
        .replace(/["“”„‟«»]/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((s) => s !== '' && !s.startsWith('@'))
  fc.assert(
    fc.property(name, fc.constantFrom('', 'tea ', 'has:link '), (value, before) => {
      const q = withFilter(before, 'in')
      const asking = askingAt(q, q.length)
      expect(asking && parseSearch(withValue(q, asking, value)).in).toEqual([value])
    }),
  )
})

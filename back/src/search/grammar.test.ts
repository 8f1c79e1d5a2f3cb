import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  formatSearch,
  isDay,
  parseSearch,
  SEARCH_HAS,
  SEARCH_TERMS_MAX,
  type SearchQuery,
} from '@papo/contract'

const nothing: SearchQuery = { terms: [], from: [], in: [], has: [] }
const word = (text: string, negated = false) => ({ text, negated })

test.each<[string, Partial<SearchQuery>]>([
  ['café com leite', { terms: [word('café'), word('com'), word('leite')] }],
  ['"good  morning" all', { terms: [word('good morning'), word('all')] }],
  ['“bom dia” -chuva', { terms: [word('bom dia'), word('chuva', true)] }],
  ['-"bom dia"', { terms: [word('bom dia', true)] }],
  ['from:me from:@ana FROM:"Ana Lima"', { from: ['me', 'ana', 'Ana Lima'] }],
  ['in:Harbour in:"Tea & cake"', { in: ['Harbour', 'Tea & cake'] }],
  [
    'before:2026-11-30 after:2026-11-01 on:2026-02-03',
    { before: '2026-11-30', after: '2026-11-01', on: '2026-02-03' },
  ],
  ['during:2026-02-03', { on: '2026-02-03' }],
  ['has:link has:LINK has:code', { has: ['link', 'code'] }],
  ['"unfinished phrase', { terms: [word('unfinished phrase')] }],
  ['from: in: has:""', {}],
  ['- "" --', { terms: [word('-'), word('-', true)] }],
])('%s', (q, expected) => {
  expect(parseSearch(q)).toEqual({ ...nothing, ...expected })
})

test.each(['topic:birds', 'https://example.org', 'has:wings', 'before:tomorrow', 'on:2026-02-30', '12:30'])(
  '%s is no filter, so it is a word',
  (q) => {
    expect(parseSearch(q)).toEqual({ ...nothing, terms: [word(q)] })
  },
)

test('there is an end to how much is looked for', () => {
  const many = Array.from({ length: 60 }, (_, i) => `w${i} from:p${i}`).join(' ')
  const { terms, from } = parseSearch(many)
  expect([terms.length, from.length]).toEqual([SEARCH_TERMS_MAX, SEARCH_TERMS_MAX])
})

test('only days that exist are days', () => {
  expect(['2026-02-29', '2026-13-01', '2026-00-10', '0026-01-01', '2026-1-1'].filter(isDay)).toEqual([])
  expect(['2024-02-29', '2026-12-31'].filter(isDay)).toEqual(['2024-02-29', '2026-12-31'])
})

test('nothing that can be typed fails, and what is read is read again the same', () => {
  const pieces = fc.constantFrom(
    'from:',
    'in:',
    'has:',
    'on:2026-01-01',
    '"',
    '-',
    ' ',
    'me',
    'link',
    ':',
    '“',
    '\0',
    '%',
    '\\',
    '\n',
  )
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 40 }).map((all) => all.join('')),
  )
  fc.assert(
    fc.property(typed, (q) => {
      const query = parseSearch(q)
      expect(parseSearch(formatSearch(query))).toEqual(query)
    }),
    { numRuns: 2_000 },
  )
})

test('every query can be written', () => {
  const text = fc
    .string({ minLength: 1, maxLength: 12 })
    .map((t) =>
      t
        .replace(/["“”„‟«»]|^[-–—]+/gu, '')
        .replace(/\s+/gu, ' ')
        .trim(),
    )
    .filter((t) => t !== '' && !/^[@–—-]/u.test(t))
  const day = fc
    .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    .map((d) => d.toISOString().slice(0, 10))
  const some = <T>(values: fc.Arbitrary<T>) => fc.uniqueArray(values, { maxLength: 3 })
  const queries = fc.record(
    {
      terms: fc.array(fc.record({ text, negated: fc.boolean() }), { maxLength: 4 }),
      from: some(text),
      in: some(text),
      has: some(fc.constantFrom(...SEARCH_HAS)),
      before: day,
      after: day,
      on: day,
    },
    { requiredKeys: ['terms', 'from', 'in', 'has'] },
  )
  fc.assert(
    fc.property(queries, (query) => {
      expect(parseSearch(formatSearch(query))).toEqual(query)
    }),
    { numRuns: 1_000 },
  )
})

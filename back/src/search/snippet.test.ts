import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from './fold.js'
import { marksIn, snippetOf } from './snippet.js'

const marked = (body: string, ...terms: string[]) =>
  marksIn(body, terms).map(([from, to]) => body.slice(from, to))

test('a hit is marked as it was written, whatever its case and accents', () => {
  expect(marked('A AÇÃO e a reação', 'acao')).toEqual(['AÇÃO', 'ação'])
  expect(marked('o cafe\u0301 da manhã', 'café')).toEqual(['cafe\u0301'])
  expect(marked('coracao', 'coração')).toEqual(['coracao'])
})

test('characters that fold to more or fewer characters are marked whole', () => {
  expect(marked('große Straße', 'strasse')).toEqual(['Straße'])
  expect(marked('das Maß', 'mas')).toEqual(['Maß'])
  expect(marked('the oﬃce of the ﬁlm', 'film', 'office')).toEqual(['oﬃce', 'ﬁlm'])
  expect(marked('İstanbul, istanbul', 'istanbul')).toEqual(['İstanbul', 'istanbul'])
  expect(marked('ǅungla', 'dz')).toEqual(['ǅ'])
})

test('characters beyond the first plane keep the marks in place', () => {
  expect(marked('🎉🎉 festa 👩‍👩‍👧 da 𝐟esta', 'festa')).toEqual(['festa', '𝐟esta'])
  expect(marked('bom 🎉 dia', '🎉')).toEqual(['🎉'])
})

test('one or two letters are marked where a word begins', () => {
  expect(marked('vc e o recvc, (vc) çvc', 'vc')).toEqual(['vc', 'vc'])
  expect(marked('会议明天', '议明')).toEqual(['议明'])
})

test('marks that overlap become one', () => {
  expect(marked('papapa', 'papa')).toEqual(['papapa'])
  expect(marked('good morning', 'good mor', 'morning')).toEqual(['good morning'])
})

test('of a long message one sees what stands around the first hit', () => {
  const { text, marks } = snippetOf(`${'lorem ipsum '.repeat(60)}a jabuticaba ${'dolor '.repeat(80)}`, [
    'jabuticaba',
  ])
  expect(text).toMatch(/^….*a jabuticaba dolor.*…$/)
  expect(text.length).toBeLessThan(260)
  expect(marks.map(([from, to]) => text.slice(from, to))).toEqual(['jabuticaba'])
})

test('a long message without a hit shows its beginning', () => {
  expect(snippetOf('word '.repeat(100), [])).toMatchObject({
    text: expect.stringMatching(/^word .*…$/),
    marks: [],
  })
})

const unit = fc.oneof(
  fc.constantFrom(
    'á',
    'ß',
    'ﬁ',
    'İ',
    'ı',
    '𝐀',
    '🎉',
    '👩‍👧',
    'e\u0301',
    '\u0301',
    'ǅ',
    '한',
    '議',
    'ŉ',
    ' ',
    '\n',
    'a',
    'b',
    'ﷺ',
    '½',
    'Ω',
    'ς',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2 }),
)
const text = (maxLength: number) => fc.array(unit, { maxLength }).map((parts) => parts.join(''))

test('what stands in a message is marked in it, in order, and no character is cut', () => {
  fc.assert(
    fc.property(text(30), text(4), text(30), fc.boolean(), (before, term, after, upper) => {
      const body = `${before} ${upper ? term.toUpperCase() : term} ${after}`
      const wanted = fold(term).text.trim()
      const { text: shown, marks } = snippetOf(body, [term])
      if (wanted !== '' && !upper) expect(marks.length).toBeGreaterThan(0)
      expect(shown.isWellFormed()).toBe(body.isWellFormed())
      let last = -1
      for (const [from, to] of marks) {
        expect(from).toBeGreaterThan(last)
        expect(to).toBeGreaterThan(from)
        expect(to).toBeLessThanOrEqual(shown.length)
        expect(shown.slice(from, to).isWellFormed()).toBe(true)
        expect(fold(shown.slice(from, to)).text).toContain(wanted)
        last = to
      }
    }),
    { numRuns: 2_000 },
  )
})

test('a fold says of each of its units where it comes from', () => {
  fc.assert(
    fc.property(text(40), (original) => {
      const { text: folded, from, to } = fold(original)
      expect([from.length, to.length]).toEqual([folded.length, folded.length])
      from.forEach((start, i) => {
        expect(start).toBeGreaterThanOrEqual(from[i - 1] ?? 0)
        expect(to[i]).toBeGreaterThan(start)
      })
    }),
  )
})

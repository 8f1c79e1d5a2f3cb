import { expect, test } from 'vitest'
import { areCommon, isIndexed, piecesOf } from './term.js'

const term = (text: string) => ({ text, negated: false })

test('the index is asked for what has three letters in a row, or two beside a blank', () => {
  const known = ['tea', 'o', 'is', 'as so at', 'of.', '$50', '日本語', 'हिन्दी']
  const unknown = ['💤', 'a b', '日本', '--', '']
  expect(known.map((text) => isIndexed(term(text)))).toEqual(known.map(() => true))
  expect(unknown.map((text) => isIndexed(term(text)))).toEqual(unknown.map(() => false))
  expect(isIndexed({ text: 'tea', negated: true })).toBe(false)
})

test('several short words are everywhere, one word or a longer one is not', () => {
  const common = (...texts: string[]) => areCommon(texts.map(term))
  expect([common('the'), common('the other'), common('the', 'waves'), common()]).toEqual(Array(4).fill(false))
  expect([common('the the and'), common('of of.'), common('the', 'you', 'o')]).toEqual(Array(3).fill(true))
})

test('of a long term the index is asked for the middles of two long words, of which numbers are the rarest', () => {
  expect(piecesOf('an uncharacteristic question of course')).toEqual(['haracteris', 'question'])
  expect(piecesOf('uncharacteristic')).toEqual(['haracteris'])
  expect(piecesOf('https://wiki.example.com/description?page=12345678')).toEqual(['12345678', 'descriptio'])
  for (const text of ['platypus.', 'tomorrow zxqv', 'queensland', 'who is it for at this time of day'])
    expect(piecesOf(text)).toEqual([text])
})

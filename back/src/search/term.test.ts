import { expect, test } from 'vitest'
import { isIndexed, isRare, pieceOf } from './term.js'

const term = (text: string) => ({ text, negated: false })

test('the index is asked for what has three letters in a row, or two beside a blank', () => {
  const known = ['tea', 'o', 'is', 'as so at', 'of.', '1.234', '日本語']
  const unknown = ['💤', 'a b', '日本', '--', '']
  expect(known.map((text) => isIndexed(term(text)))).toEqual(known.map(() => true))
  expect(unknown.map((text) => isIndexed(term(text)))).toEqual(unknown.map(() => false))
  expect(isIndexed({ text: 'tea', negated: true })).toBe(false)
})

test('several short words are everywhere, one word or a longer one is not', () => {
  expect(['the', 'part', 'the other', 'of waves'].map((text) => isRare(term(text)))).toEqual(
    Array(4).fill(true),
  )
  expect(['the the and', 'of of.', 'you and'].map((text) => isRare(term(text)))).toEqual(Array(3).fill(false))
})

test('of a phrase the index is asked for the longest word, if it is long', () => {
  expect(pieceOf('and the platypus of queensland')).toBe('queensland')
  expect(pieceOf('platypus.')).toBe('platypus')
  expect(pieceOf('who is it for')).toBe('who is it for')
})

import { describe, expect, it } from 'vitest'
import { piecesOf } from './pieces'

const links = (text: string) => piecesOf(text).flatMap((piece) => piece.href ?? [])
const mentions = (text: string) => piecesOf(text).flatMap((piece) => piece.mention ?? [])
const whole = (text: string) =>
  piecesOf(text)
    .map((piece) => piece.text)
    .join('')

describe('links in a message', () => {
  it('keep the text whole', () => {
    const text = 'see (https://a.example/b_(c)), http://x.example/?q=1&r=2. or\nmailto:ann@a.example!'
    expect(whole(text)).toBe(text)
    expect(links(text)).toEqual([
      'https://a.example/b_(c)',
      'http://x.example/?q=1&r=2',
      'mailto:ann@a.example',
    ])
  })

  it('are nothing but http, https and mailto', () => {
    for (const text of [
      'javascript:alert(1)',
      'data:text/html,x',
      'http://',
      'file:///etc/passwd',
      'mailto:x',
    ])
      expect(links(text), text).toEqual([])
  })

  it('end before what only closes the sentence', () => {
    expect(links(`https://a.example/${')'.repeat(4000)}`)).toEqual(['https://a.example/'])
    expect(links('**https://a.example/b**')).toEqual(['https://a.example/b'])
  })
})

describe('mentions in a message', () => {
  it('are names after an @ that stands by itself', () => {
    expect(mentions('@Alice, and (@bob-). Not ann@a.example, @@carol or @ab')).toEqual(['alice', 'bob'])
    expect(whole('@Alice, and (@bob-).')).toBe('@Alice, and (@bob-).')
  })

  it('are not looked for within an address', () => {
    expect(links('https://a.example/@alice')).toEqual(['https://a.example/@alice'])
    expect(mentions('https://a.example/@alice')).toEqual([])
  })
})

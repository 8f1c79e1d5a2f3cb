import { describe, expect, it } from 'vitest'
import { linkify } from './linkify'

const links = (body: string) => linkify(body).flatMap((piece) => piece.href ?? [])

describe('links in a message', () => {
  it('keep the text whole', () => {
    const body = 'see (https://a.example/b_(c)), http://x.example/?q=1&r=2. or\nmailto:ann@a.example!'
    expect(
      linkify(body)
        .map((p) => p.text)
        .join(''),
    ).toBe(body)
    expect(links(body)).toEqual([
      'https://a.example/b_(c)',
      'http://x.example/?q=1&r=2',
      'mailto:ann@a.example',
    ])
  })

  it('are nothing but http, https and mailto', () => {
    for (const body of [
      'javascript:alert(1)',
      'data:text/html,x',
      'http://',
      'file:///etc/passwd',
      'mailto:x',
    ])
      expect(links(body), body).toEqual([])
  })
})

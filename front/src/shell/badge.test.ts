import { expect, test } from 'vitest'
import { titleOf } from './badge'
import { faviconWith } from './favicon'

test('the title counts what is meant for oneself, and marks the rest with a dot', () => {
  expect(titleOf({ badge: 3, unread: true }, 'Kitchen')).toBe('(3) Kitchen – Papo')
  expect(titleOf({ badge: 0, unread: true }, null)).toBe('• Papo')
  expect(titleOf({ badge: 0, unread: false }, 'Kitchen')).toBe('Kitchen – Papo')
})

test('the icon shows the same; many are 9+', () => {
  expect(faviconWith('')).toBe('/favicon.svg')
  expect(decodeURIComponent(faviconWith('dot'))).not.toContain('<text')
  expect(decodeURIComponent(faviconWith(3))).toContain('>3</text>')
  expect(decodeURIComponent(faviconWith(120))).toContain('>9+</text>')
})

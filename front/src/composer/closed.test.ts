import { expect, test } from 'vitest'
import { closedWhy } from './closed'

const NOW = Date.parse('2026-05-01T12:00:00.000Z')
const why = (kind: 'public' | 'direct', mutedUntil?: string) =>
  closedWhy({ kind, ...(mutedUntil && { mutedUntil }) }, NOW, 'en')?.text

test('one may write unless muted, for a while, for good, or by someone who blocks', () => {
  expect(why('public')).toBeUndefined()
  expect(why('public', '2026-05-01T11:00:00.000Z')).toBeUndefined()
  expect(why('public', '2026-05-01T13:00:00.000Z')).toBe('composer.closed.mutedUntil')
  expect(why('public', '9999-01-01T00:00:00.000Z')).toBe('composer.closed.muted')
  expect(why('direct', '9999-01-01T00:00:00.000Z')).toBe('composer.closed.direct')
})

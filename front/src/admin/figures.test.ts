import { expect, test } from 'vitest'
import { formatUtcDay } from './figures'

test('a day is the same one wherever the reader is', () => {
  expect(formatUtcDay('2026-03-01', 'en')).toBe('Sun, Mar 1')
})

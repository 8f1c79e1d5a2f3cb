import { expect, test } from 'vitest'
import { formatBytes, formatUtcDay } from './figures'

test('sizes are told in the unit that suits, in the reader’s language', () => {
  const sizes = [0, 999, 8_600_000, 123_456_789, 4.2e9, 7e15]
  expect(sizes.map((bytes) => formatBytes(bytes, 'en'))).toEqual([
    '0 kB',
    '1 kB',
    '8.6 MB',
    '123 MB',
    '4.2 GB',
    '7,000 TB',
  ])
  expect(formatBytes(8_600_000, 'pt-BR')).toBe('8,6 MB')
})

test('a day is the same one wherever the reader is', () => {
  expect(formatUtcDay('2026-03-01', 'en')).toBe('Sun, Mar 1')
})

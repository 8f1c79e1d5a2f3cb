import { expect, test } from 'vitest'
import { retryAfterOf, waitMs } from './retry.after.js'

const now = new Date('2026-01-01T00:00:00Z')

test.each<[string | undefined, number | undefined]>([
  [undefined, undefined],
  ['', undefined],
  ['soon', undefined],
  ['7', 7_000],
  ['Thu, 01 Jan 2026 00:02:00 GMT', 120_000],
  ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
  ['999999999', 3_600_000],
])('Retry-After: %s', (header, ms) => {
  expect(retryAfterOf(header, now)).toBe(ms)
})

test('each attempt waits longer than the one before, and as long as it was asked to', () => {
  const waits = [1, 3, 5, 7].map((attempts) => waitMs(attempts))
  expect(waits).toEqual([...waits].sort((a, b) => a - b))
  expect(waitMs(1, 60_000)).toBeGreaterThanOrEqual(60_000)
  expect(waitMs(7)).toBeLessThan(130_000)
})

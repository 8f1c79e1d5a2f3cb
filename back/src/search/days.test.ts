import { expect, test } from 'vitest'
import { endOfDay, startOfDay } from './days.js'

test.each([
  ['2026-11-21', 'UTC', '2026-11-21T00:00:00.000Z'],
  ['2026-11-21', 'America/Sao_Paulo', '2026-11-21T03:00:00.000Z'],
  ['2026-11-21', 'Asia/Kolkata', '2026-11-20T18:30:00.000Z'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
])('%s begins in %s at %s', (day, zone, at) => {
  expect(startOfDay(day, zone).toISOString()).toBe(at)
})

test('a day ends where the next one begins, also when clocks change', () => {
  expect(endOfDay('2026-03-29', 'Europe/Berlin')).toEqual(startOfDay('2026-03-30', 'Europe/Berlin'))
  expect(endOfDay('2026-12-31', 'UTC')).toEqual(new Date('2027-01-01T00:00:00Z'))
})

import { expect, test } from 'vitest'
import { daysOf } from './retention.days.js'

test.each([
  ['a room that chose nothing does as the installation says', null, 30, 0, 30],
  ['a room may keep for good what others lose', 0, 30, 0, 0],
  ['a room may keep less', 7, 30, 0, 7],
  ['nobody keeps more than the most', 400, 0, 90, 90],
  ['nobody keeps for good where there is a most', 0, 0, 90, 90],
  ['the default is bound by the most too', null, 365, 90, 90],
  ['without any limit messages stay', null, 0, 0, 0],
])('%s', (_, chosen, defaultDays, maxDays, days) => {
  expect(daysOf(chosen, { defaultDays, maxDays })).toBe(days)
})

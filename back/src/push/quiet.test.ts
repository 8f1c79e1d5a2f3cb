import { expect, test } from 'vitest'
import { isQuiet } from '@papo/contract'

const hours = (from: string, to: string, timeZone = 'UTC') => ({
  dnd: false,
  dndHours: { from, to, timeZone },
})
const at = (time: string) => new Date(`2026-07-01T${time}:00Z`)

test.each<[string, ReturnType<typeof hours>, string, boolean]>([
  ['before it begins', hours('12:00', '13:30'), '11:59', false],
  ['as it begins', hours('12:00', '13:30'), '12:00', true],
  ['in its last minute', hours('12:00', '13:30'), '13:29', true],
  ['as it ends', hours('12:00', '13:30'), '13:30', false],
  ['before midnight', hours('22:30', '07:00'), '23:59', true],
  ['at midnight', hours('22:30', '07:00'), '00:00', true],
  ['in the morning', hours('22:30', '07:00'), '06:59', true],
  ['after a night', hours('22:30', '07:00'), '07:00', false],
  ['by day', hours('22:30', '07:00'), '15:00', false],
  ['at night on the other side of the world', hours('22:30', '07:00', 'Asia/Tokyo'), '15:00', true],
  ['by day there', hours('22:30', '07:00', 'Asia/Tokyo'), '23:30', false],
  ['with a clock that is moved in summer', hours('22:30', '07:00', 'Europe/Lisbon'), '21:30', true],
  ['all day long', hours('09:00', '09:00'), '15:00', true],
])('quiet hours, %s', (_, settings, time, quiet) => {
  expect(isQuiet(settings, at(time))).toBe(quiet)
})

test('do not disturb needs no hours', () => {
  expect(isQuiet({ dnd: true, dndHours: null }, at('12:00'))).toBe(true)
  expect(isQuiet({ dnd: false, dndHours: null }, at('12:00'))).toBe(false)
})

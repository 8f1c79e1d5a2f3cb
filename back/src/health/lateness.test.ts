import { expect, test } from 'vitest'
import { Lateness, TICK_MS } from './lateness.js'

function loop() {
  const clock = { nowMs: 0 }
  const lateness = new Lateness(0)
  /** So many ticks, each this late. */
  const ticks = (count: number, lateMs: number) => {
    for (let i = 0; i < count; i++) lateness.tick((clock.nowMs += TICK_MS + lateMs))
    return lateness.overloaded
  }
  return ticks
}

test('one pause of a minute is no overload', () => {
  const ticks = loop()
  expect(ticks(1, 60_000)).toBe(false)
  expect(ticks(3, 0)).toBe(false)
})

test('ticks that stay late are one, and it ends when they have been on time for a while', () => {
  const ticks = loop()
  expect(ticks(9, 700)).toBe(false)
  expect(ticks(1, 700)).toBe(true)
  expect(ticks(9, 0)).toBe(true)
  expect(ticks(1, 0)).toBe(false)
})

test('between both nothing changes', () => {
  const ticks = loop()
  expect(ticks(30, 300)).toBe(false)
  ticks(10, 900)
  expect(ticks(30, 300)).toBe(true)
})

import { expect, test } from 'vitest'
import { Pace } from './pace.js'

test('where few rows come, they wait ever longer for company', () => {
  const pace = new Pace()
  const pauses = Array.from({ length: 6 }, () => {
    const { waitMs } = pace
    pace.passed({ rows: 1, tookMs: 10 })
    return waitMs
  })
  expect(pauses).toEqual([20, 40, 80, 160, 250, 250])
})

test('after a pass that found nothing the next one has time', () => {
  const pace = new Pace()
  pace.passed({ rows: 1, tookMs: 10 })
  pace.passed({ rows: 0, tookMs: 2 })
  expect(pace.waitMs).toBe(250)
})

test('at two hundred messages a second four passes suffice, at a thousand they follow each other closely', () => {
  const pace = new Pace()
  for (let n = 0; n < 8; n++) pace.passed({ rows: 0.2 * (pace.waitMs + 20), tookMs: 20 })
  expect(pace.waitMs).toBe(250)
  pace.passed({ rows: 270, tookMs: 20 })
  expect(pace.waitMs).toBe(20)
  pace.passed({ rows: 30, tookMs: 5 })
  expect(pace.waitMs).toBe(10)
})

test('on a full machine, where passes take long, they make room', () => {
  const pace = new Pace()
  pace.passed({ rows: 400, tookMs: 120 })
  expect(pace.waitMs).toBe(120)
})

test('what is left of a backlog is stored at once', () => {
  const pace = new Pace()
  pace.passed({ rows: 4_000, tookMs: 300 })
  expect([pace.isBacklog, pace.waitMs]).toEqual([true, 0])
  pace.passed({ rows: 20, tookMs: 15 })
  expect([pace.isBacklog, pace.waitMs]).toEqual([false, 15])
})

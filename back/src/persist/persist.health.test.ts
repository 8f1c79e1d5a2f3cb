import { expect, test } from 'vitest'
import type { Readiness } from '../health/readiness.js'
import { PersistHealth } from './persist.health.js'

const SECOND_MS = 1_000
const make = () => new PersistHealth({ also: () => undefined } as unknown as Readiness)

test('a failure that passes changes nothing', () => {
  const health = make()
  health.failed(0)
  health.failed(5 * SECOND_MS)
  expect(health.problems(6 * SECOND_MS)).toEqual([])
  health.succeeded()
  health.failed(40 * SECOND_MS)
  expect(health.problems(41 * SECOND_MS)).toEqual([])
})

test('what fails again and again is amiss, until it succeeds once', () => {
  const health = make()
  for (let s = 0; s <= 20; s += 2) health.failed(s * SECOND_MS)
  expect(health.problems(21 * SECOND_MS)).toEqual(['storing'])
  health.succeeded()
  expect(health.problems(22 * SECOND_MS)).toEqual([])
})

test('a worker whose work another took over is fit again', () => {
  const health = make()
  for (let s = 0; s <= 20; s += 2) health.failed(s * SECOND_MS)
  expect(health.problems(60 * SECOND_MS)).toEqual([])
  health.failed(100 * SECOND_MS)
  expect(health.problems(101 * SECOND_MS)).toEqual([])
})

test('a pass that never ends is amiss, whatever those beside it do', () => {
  const health = make()
  health.began(0)
  const ended = health.began(0)
  health.succeeded()
  ended()
  expect(health.problems(59 * SECOND_MS)).toEqual([])
  expect(health.problems(61 * SECOND_MS)).toEqual(['storing'])
})

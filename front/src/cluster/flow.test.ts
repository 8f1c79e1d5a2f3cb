import { expect, test } from 'vitest'
import { flowOf, pathOf, sumOf, topOf } from './flow'

test('an instance that is young has nothing before its first step', () => {
  const flow: [number, number][] = [
    [1, 10],
    [2, 20],
  ]
  expect(flowOf({ flow }, 4)).toEqual({ incoming: [0, 0, 1, 2], outgoing: [0, 0, 10, 20] })
})

test('all together are the sum of each step', () => {
  expect(
    sumOf(
      [
        [1, 2, 3],
        [10, 20, 30],
      ],
      3,
    ),
  ).toEqual([11, 22, 33])
  expect(sumOf([], 2)).toEqual([0, 0])
})

test('the top of a drawing is round, and never below what it shows', () => {
  expect([0, 0.4, 1, 3, 7, 43, 999].map((most) => topOf([[most]]))).toEqual([1, 1, 1, 5, 10, 50, 1_000])
})

test('a line goes from edge to edge, and an area stands on the ground', () => {
  expect(pathOf([0, 5, 10], 10, false)).toBe('M0.00 40.00L50.00 20.00L100.00 0.00')
  expect(pathOf([0, 10], 10, true)).toBe('M0.00 40.00L100.00 0.00L100 40L0 40Z')
})

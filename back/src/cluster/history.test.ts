import { expect, test } from 'vitest'
import { Flow, Rates } from './history.js'

test('what rose between two looks is told per second, however long was between them', () => {
  const rates = new Rates({ in: 10, out: 100 }, 0)
  expect(rates.take({ in: 14, out: 100 }, 2_000)).toEqual({ in: 2, out: 0 })
  expect(rates.take({ in: 14, out: 150 }, 2_500)).toEqual({ in: 0, out: 100 })
})

test('two looks at the same moment, and a number that fell, tell nothing impossible', () => {
  const rates = new Rates({ in: 10 }, 5)
  expect(rates.take({ in: 3 }, 5)).toEqual({ in: 0 })
})

test('the oldest step goes when there are enough', () => {
  const flow = new Flow(2)
  for (const n of [1, 2, 3.14]) flow.add(n, 0)
  expect(flow.steps).toEqual([
    [2, 0],
    [3.1, 0],
  ])
})

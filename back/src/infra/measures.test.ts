import { type Metric, Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { Count } from './count.js'
import { Spread } from './spread.js'

async function textOf(metric: Count | Spread): Promise<string[]> {
  const registry = new Registry()
  registry.registerMetric(metric as unknown as Metric)
  return (await registry.metrics()).trim().split('\n').slice(2)
}

test('a count without labels is there before anything was counted', async () => {
  const count = new Count('c_total', 'help')
  expect(await textOf(count)).toEqual(['c_total 0'])
  count.rise()
  count.rise(4)
  expect(await textOf(count)).toEqual(['c_total 5'])
})

test('counts are kept per pair of labels', async () => {
  const count = new Count('c_total', 'help', ['command', 'outcome'])
  count.add('send', 'ok')
  count.add('send', 'ok')
  count.add('send', 'no')
  expect(await textOf(count)).toEqual([
    'c_total{command="send",outcome="ok"} 2',
    'c_total{command="send",outcome="no"} 1',
  ])
})

test('a histogram counts each value in its bucket and all above, a bound belongs to its own', async () => {
  const spread = new Spread('s', 'help', { bounds: [1, 2] })
  for (const value of [0.5, 1, 1.5, 9]) spread.observe(value)
  expect(await textOf(spread)).toEqual([
    ...['s_bucket{le="1"} 2', 's_bucket{le="2"} 3', 's_bucket{le="+Inf"} 4'],
    ...['s_sum 12', 's_count 4'],
  ])
})

test('a histogram by label has one for each, and none before', async () => {
  const spread = new Spread('s', 'help', { bounds: [1], label: 'command' })
  expect(await textOf(spread)).toEqual([])
  spread.observe(3, 'send')
  expect(await textOf(spread)).toContain('s_bucket{le="1",command="send"} 0')
})

test('clocks that disagree count as no time at all', async () => {
  const spread = new Spread('s', 'help', { bounds: [1] })
  spread.observe(-5)
  spread.observe(Number.NaN)
  expect(await textOf(spread)).toEqual([
    's_bucket{le="1"} 2',
    's_bucket{le="+Inf"} 2',
    's_sum 0',
    's_count 2',
  ])
})

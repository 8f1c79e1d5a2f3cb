import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstStep, stepTo } from './steps'

type Item = { key: string }
const items = (from: number, to: number): Item[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => ({ key: `m${from + i}` }))
const keys = (list: readonly Item[]) => list.map((item) => item.key)
const range = fc.tuple(fc.nat(30), fc.nat(30)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)

describe('steps from one list to another', () => {
  it('change the start alone or the end alone, and arrive after two at most', () => {
    fc.assert(
      fc.property(range, range, ([a, b], [c, d]) => {
        const wanted = items(c, d)
        const start = firstStep(items(a, b))
        const one = stepTo(start, wanted)
        if (one.atStart) {
          const kept = Math.min(start.items.length, one.items.length)
          const overlap = keys(one.items).slice(-kept)
          expect(keys(start.items).slice(-kept)).toEqual(overlap)
        }
        const two = stepTo(one, wanted)
        expect(keys(two.items)).toEqual(keys(wanted))
        expect(one.atStart && two.atStart).toBe(one.atStart && two.items[0]?.key !== one.items[0]?.key)
      }),
    )
  })

  it('begin anew when nothing of the old list is in the new one', () => {
    const step = stepTo(firstStep(items(0, 5)), items(10, 15))
    expect([step.generation, step.atStart]).toEqual([1, false])
    expect(stepTo(firstStep(items(0, 5)), items(4, 9)).generation).toBe(0)
  })

  it('draw a row anew that changed while others came before it', () => {
    const edited = { key: 'm5', body: 'edited' }
    const step = stepTo(firstStep<Item>(items(5, 7)), [...items(3, 5), edited, ...items(6, 7)])
    expect(step.items[2]).toBe(edited)
  })
})

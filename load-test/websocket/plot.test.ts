import { describe, expect, it } from 'vitest'
import { plot, roundUp } from './plot.js'

describe('a plot', () => {
  it.each([
    [0, 1],
    [0.7, 0.8],
    [97, 100],
    [101, 120],
    [1215, 1600],
  ])('of values up to %d ends at %d', (highest, top) => expect(roundUp(highest)).toBeCloseTo(top))

  it('bridges a moment that is missing, and leaves a gap where more is', () => {
    const pathOf = (values: (number | null)[]) =>
      /class="line c0" d="([^"]*)"/.exec(
        plot({ title: 't', unit: 'u', everyMs: 1, lines: [{ name: 'n', values }] }),
      )?.[1]
    expect(pathOf([1, null, 1])?.match(/M/g)).toHaveLength(1)
    expect(pathOf([1, null, null, 1])?.match(/M/g)).toHaveLength(2)
  })

  it('shows names as text', () => {
    const lines = [{ name: '<script>', values: [1] }]
    expect(plot({ title: 't', unit: 'u', everyMs: 1, lines })).toContain('&lt;script>')
  })
})

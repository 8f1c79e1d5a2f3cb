import { expect, it } from 'vitest'
import css from './tokens.css?raw'

type Pair = readonly [light: string, dark: string]

const tokens = new Map<string, Pair>(
  [...css.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g)].map(
    ([, name, light, dark]) => [name ?? '', [light ?? '', dark ?? '']],
  ),
)

/** What stands on what, as components combine them. `docs/design.md` tells the figures. */
const TEXT = [
  ['ink', 'paper chrome raised hover row-hover fill accent-soft danger-soft'],
  ['ink-soft', 'paper chrome raised hover row-hover fill accent-soft'],
  ['ink-faint', 'paper chrome raised hover row-hover'],
  ['accent-ink', 'paper chrome raised row-hover accent-soft'],
  ['on-accent', 'accent accent-strong'],
  ['danger', 'paper raised danger-soft'],
  ['on-danger', 'danger'],
  ['paper', 'ink'],
] as const
/** The edges of controls, and rings around what is chosen or focused. */
const EDGES = [
  ['line-strong', 'paper chrome raised'],
  ['accent', 'paper chrome raised accent-soft'],
] as const

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

/** Pairs below `least`, in either theme, with what they reach. */
function belowIn(pairs: readonly (readonly [string, string])[], least: number): string[] {
  return pairs.flatMap(([front, grounds]) =>
    grounds.split(' ').flatMap((ground) =>
      [0, 1].flatMap((theme) => {
        const [a, b] = [tokens.get(front)?.[theme], tokens.get(ground)?.[theme]]
        if (!a || !b) return [`${front} or ${ground} is no colour`]
        const reached = contrast(a, b)
        return reached < least
          ? [`${front} on ${ground}, ${theme ? 'dark' : 'light'}: ${reached.toFixed(2)}`]
          : []
      }),
    ),
  )
}

it('text can be read on every ground that it stands on, in both themes', () => {
  expect(belowIn(TEXT, 4.5)).toEqual([])
})

it('the edges of controls can be seen', () => {
  expect(belowIn(EDGES, 3)).toEqual([])
})

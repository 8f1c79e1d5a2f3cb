import fc from 'fast-check'
import { WILD } from './values.js'

type Change = { place: number; how: 'replace' | 'delete' | 'add' | 'proto'; value: unknown }

const CHANGE: fc.Arbitrary<Change> = fc.record({
  place: fc.nat(1_000),
  how: fc.constantFrom('replace', 'replace', 'delete', 'add', 'proto'),
  value: WILD,
})

type Spot = { holder: Record<string, unknown>; key: string }

function spotsOf(value: unknown, into: Spot[] = []): Spot[] {
  if (typeof value !== 'object' || value === null) return into
  const holder = value as Record<string, unknown>
  for (const key of Object.keys(holder)) {
    into.push({ holder, key })
    spotsOf(holder[key], into)
  }
  return into
}

function change(value: unknown, { place, how, value: other }: Change): unknown {
  const copy = structuredClone(value)
  const spots = spotsOf(copy)
  const spot = spots[place % Math.max(1, spots.length)]
  const define = (holder: object, key: string) =>
    Object.defineProperty(holder, key, { value: other, enumerable: true, configurable: true, writable: true })
  if (how === 'add' || how === 'proto' || !spot) {
    if (typeof copy === 'object' && copy !== null)
      define(copy, how === 'proto' ? '__proto__' : `extra${place}`)
    return copy
  }
  if (how === 'delete') delete spot.holder[spot.key]
  else define(spot.holder, spot.key)
  return copy
}

/** A value with one change to it. */
export const almost = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(value, CHANGE).map(([one, how]) => change(one, how))

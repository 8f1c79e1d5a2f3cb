/** What a virtual list shows. `atStart`: it came from the last step by a change at its start alone. */
export type Step<T> = {
  readonly items: readonly T[]
  readonly atStart: boolean
  /** Rises when nothing of what was shown remains. */
  readonly generation: number
}
type Keyed = { readonly key: string }

export function firstStep<T>(items: readonly T[]): Step<T> {
  return { items, atStart: false, generation: 0 }
}

/**
 * A virtual list knows its rows by their number, and has to be told at which end they change. So a change at
 * both ends is made in two steps, the one at the start first: then the step's items are not yet `wanted`.
 */
export function stepTo<T extends Keyed>(shown: Step<T>, wanted: readonly T[]): Step<T> {
  const { items, generation } = shown
  const [before, after] = [items[0], wanted[0]]
  if (!before || !after || before.key === after.key) return { items: wanted, atStart: false, generation }
  const added = wanted.findIndex((item) => item.key === before.key)
  const removed = added === -1 ? items.findIndex((item) => item.key === after.key) : 0
  if (removed === -1) return { items: wanted, atStart: false, generation: generation + 1 }
  const length = items.length + Math.max(0, added) - removed
  const rest = items.slice(items.length - Math.max(0, length - wanted.length))
  return { items: [...wanted.slice(0, length), ...rest], atStart: true, generation }
}

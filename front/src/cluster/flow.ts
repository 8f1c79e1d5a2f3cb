import type { InstanceFigures } from '@papo/contract'

export type Series = readonly number[]
export type FlowOf = { readonly incoming: Series; readonly outgoing: Series }

/** An instance's two lines of `steps` numbers each, the latest last; before it lived there was nothing. */
export function flowOf({ flow }: Pick<InstanceFigures, 'flow'>, steps: number): FlowOf {
  const missing = Array.from({ length: Math.max(0, steps - flow.length) }, () => 0)
  const line = (place: 0 | 1) => [...missing, ...flow.map((step) => step[place])]
  return { incoming: line(0), outgoing: line(1) }
}

export function sumOf(lines: readonly Series[], steps: number): Series {
  return Array.from({ length: steps }, (_, step) => lines.reduce((sum, line) => sum + (line[step] ?? 0), 0))
}

/** The top of a drawing: a round number (1, 2 or 5 with zeros) that nothing exceeds. */
export function topOf(lines: readonly Series[]): number {
  const most = Math.max(1, ...lines.flat())
  const power = 10 ** Math.floor(Math.log10(most))
  return [1, 2, 5, 10].map((times) => times * power).find((top) => top >= most) ?? most
}

export const DRAWN = { width: 100, height: 40 } as const

/** The line as an SVG path in a box of `DRAWN`; `isArea` closes it along the ground. */
export function pathOf(line: Series, top: number, isArea: boolean): string {
  const stepWidth = DRAWN.width / Math.max(1, line.length - 1)
  const points = line.map((value, step) => {
    const y = DRAWN.height * (1 - value / top)
    return `${(step * stepWidth).toFixed(2)} ${y.toFixed(2)}`
  })
  const path = `M${points.join('L')}`
  return isArea ? `${path}L${DRAWN.width} ${DRAWN.height}L0 ${DRAWN.height}Z` : path
}

// @ts-check
import { spread } from './ratio.js'

/**
 * @typedef {import('./ratio.js').Spread} Spread
 * @typedef {{ name: string, unit: string, pairs: number, papo: Spread, baseline: Spread, ratio: Spread | undefined, target?: string,
 *   met?: boolean }} Figure `met` only where a target is set
 * @typedef {{ atMost: number } | { atLeast: number }} Goal of the ratio's median
 */

/**
 * @template R
 * @param {{ a: R, b: R }[]} pairs
 * @param {{ name: string, unit: string, of: (run: R) => number, goal?: Goal }} what
 * @returns {Figure}
 */
export function figure(pairs, { name, unit, of, goal }) {
  const ratio = spread(pairs.map(({ a, b }) => of(a) / of(b)))
  const [papo, baseline] = [spread(pairs.map(({ a }) => of(a))), spread(pairs.map(({ b }) => of(b)))]
  return { name, unit, pairs: pairs.length, papo, baseline, ratio, ...(goal && judge(ratio.median, goal)) }
}

/**
 * How much others disturbed, which is no ratio.
 * @param {{ a: { othersShare: number }, b: { othersShare: number } }[]} pairs
 * @param {string} measure
 * @returns {Figure}
 */
export function disturbance(pairs, measure) {
  const name = `${measure} share of the machine used by others`
  return { ...figure(pairs, { name, unit: '%', of: (run) => run.othersShare * 100 }), ratio: undefined }
}

/** No figure is worth a verdict that is not a number. @param {number} ratio @param {Goal} goal */
export function judge(ratio, goal) {
  if ('atMost' in goal) return { target: `≤ ${goal.atMost}`, met: ratio <= goal.atMost }
  return { target: `≥ ${goal.atLeast}`, met: ratio >= goal.atLeast }
}

/** @param {Figure[]} figures @param {string} machine */
export function table(figures, machine) {
  const rows = figures.map(({ name, unit, pairs, papo, baseline, ratio, target: goal, met }) => {
    const verdict = goal ? `${goal} ${met ? 'met' : 'MISSED'}` : ''
    return `| ${name} | ${show(papo, unit)} | ${show(baseline, unit)} | ${ratio ? show(ratio, '×') : ''} | ${verdict} | ${pairs} |`
  })
  return `Median (lowest–highest) of pairs run in turns; ${machine}. Every expected delivery was counted.

| | Papo | baseline | Papo : baseline | target | pairs |
|---|---:|---:|---:|---|---:|
${rows.join('\n')}
`
}

/** @param {Spread} spread @param {string} unit */
function show(spread, unit) {
  const { median, low, high } = spread
  return `${short(median)} ${unit} (${short(low)}–${short(high)})`
}

/** @param {number} value three digits that count, whole from a hundred on */
function short(value) {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))
}

// @ts-check
import { Failure } from '../../scripts/failure.mjs'

/**
 * Runs two things in turns, A B B A A B B A …, so that a drift of the machine falls on both alike.
 * @template T
 * @param {number} pairs
 * @param {{ a: () => Promise<T>, b: () => Promise<T> }} runs
 * @returns {Promise<{ a: T, b: T }[]>}
 */
export async function interleave(pairs, { a, b }) {
  const results = []
  for (let pair = 0; pair < pairs; pair++) {
    if (pair % 2 === 0) results.push({ a: await a(), b: await b() })
    else {
      const second = await b()
      results.push({ a: await a(), b: second })
    }
  }
  return results
}

/** @typedef {{ median: number, low: number, high: number }} Spread lowest and highest of all */

/** @param {number[]} values @returns {Spread} */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const median = ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2
  return { median, low: sorted[0] ?? NaN, high: sorted.at(-1) ?? NaN }
}

/** @param {Float64Array[]} parts @param {number} share @returns {number} */
export function percentile(parts, share) {
  const all = new Float64Array(parts.reduce((total, part) => total + part.length, 0))
  let offset = 0
  for (const part of parts) {
    all.set(part, offset)
    offset += part.length
  }
  all.sort()
  return all[Math.max(0, Math.ceil(share * all.length) - 1)] ?? NaN
}

/**
 * A run that missed something is worth no figure at all.
 * @param {string} system
 * @param {Record<string, number>} faults how many of each; all must be 0
 */
export function requireWhole(system, faults) {
  const found = Object.entries(faults).flatMap(([name, count]) => (count === 0 ? [] : [`${count} ${name}`]))
  if (found.length > 0) throw new Failure(`no figure, because of ${system}: ${found.join(', ')}`)
}

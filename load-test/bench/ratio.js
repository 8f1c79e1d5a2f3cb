// @ts-check
import { Failure } from '../../scripts/failure.mjs'

/**
 * Runs things in turns, A B B A A B B A …, so that a drift of the machine falls on all alike.
 * @template {Record<string, () => Promise<any>>} Runs
 * @param {number} rounds
 * @param {Runs} runs
 * @returns {Promise<{ [Name in keyof Runs]: Awaited<ReturnType<Runs[Name]>> }[]>}
 */
export async function interleave(rounds, runs) {
  const names = Object.keys(runs)
  const results = []
  for (let round = 0; round < rounds; round++) {
    const result = /** @type {Record<string, any>} */ ({})
    for (const name of round % 2 === 0 ? names : names.toReversed()) result[name] = await runs[name]?.()
    results.push(/** @type {any} */ (result))
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

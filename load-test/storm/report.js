// @ts-check
import { INSTANCES } from '../chaos/lab.js'

/** @typedef {import('./storm.js').Outcome} Outcome */

/** A few questions answer a crowd: for each who returns PostgreSQL may be asked this often … */
const ASKED_PER_RETURN = 0.1
/** … or each instance, however many return there: mostly about rooms and what is someone's own, ten times each. */
const ASKED_PER_INSTANCE_AND_SECOND = 24

/** @param {Outcome} outcome */
export const askedOf = ({ statements }) => statements.reduce((sum, [, calls]) => sum + calls, 0)

/** Counts alone: how fast a machine is, is no fault. @param {Outcome} outcome @returns {string[]} */
export function faultsOf(outcome) {
  const { name, broken, missing, settled, work } = outcome
  const asked = askedOf(outcome)
  const ofTime = (work.ms / 1_000) * INSTANCES * ASKED_PER_INSTANCE_AND_SECOND
  const bound = Math.ceil(Math.max(ofTime, broken * ASKED_PER_RETURN))
  return [
    ...(broken === 0 ? [`${name}: nothing broke`] : []),
    ...(missing === 0 ? [] : [`${name}: ${missing} did not come back`]),
    ...(settled ? [] : [`${name}: not everyone has everything`]),
    ...(asked <= bound ? [] : [`${name}: PostgreSQL was asked ${asked} times, more than ${bound}`]),
  ]
}

/** @param {Outcome} outcome @param {import('./work.js').Work} quiet */
export function describe(outcome, quiet) {
  const { name, broken, missing, backMs, spread, statements, work } = outcome
  const asked = askedOf(outcome)
  const at = (/** @type {number} */ share) =>
    `${((backMs[Math.min(backMs.length - 1, Math.floor(share * backMs.length))] ?? 0) / 1_000).toFixed(1)} s`
  const busy = (/** @type {import('./work.js').Work} */ { cpuUs, ms }) => `${(cpuUs / ms / 10).toFixed(1)} %`
  return [
    `${name}: ${broken} connections`,
    `  back: half after ${at(0.5)}, 95 % after ${at(0.95)}, all after ${at(1)}; missing ${missing}`,
    `  attempts in each second: ${spread.join(' ')}`,
    `  PostgreSQL: ${asked} statements beyond a quiet time (${(asked / broken).toFixed(3)} per return), ${busy(work)} of a core in ${(work.ms / 1_000).toFixed(1)} s; quiet: ${busy(quiet)}`,
    ...statements
      .slice(0, 6)
      .map(([text, calls]) => `    ${calls} × ${text.replaceAll(/\s+/g, ' ').slice(0, 110)}`),
  ].join('\n')
}

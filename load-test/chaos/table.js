// @ts-check
import { COLUMN_OF } from './checker.js'

const COLUMNS = /** @type {const} */ (['lost', 'doubled', 'misplaced', 'leaked', 'other'])

/** Faults by what they broke, as Markdown. @param {import('./run.js').Tally[]} tallies @returns {string} */
export function tableOf(tallies) {
  const rows = tallies.map(({ fault, outcomes }) => {
    const counts = COLUMNS.map((column) => countOf(outcomes, column))
    const times = outcomes.map(({ convergedMs }) => convergedMs).sort((a, b) => a - b)
    const messages = outcomes.reduce((sum, outcome) => sum + outcome.messages, 0)
    return `| ${fault.number} | ${fault.name} | ${outcomes.length} | ${messages} | ${counts.join(' | ')} | ${spread(times)} |`
  })
  return [
    `| # | fault | runs | messages | ${COLUMNS.join(' | ')} | converged after (median, worst) |`,
    `|---:|---|---:|---:|${'---:|'.repeat(COLUMNS.length)}---|`,
    ...rows,
  ].join('\n')
}

/** @param {import('./run.once.js').Outcome[]} outcomes @param {string} column */
const countOf = (outcomes, column) =>
  outcomes
    .flatMap(({ violations }) => violations)
    .filter(({ kind }) => (COLUMN_OF[kind] ?? 'other') === column).length

/** @param {number[]} times ascending, in milliseconds */
function spread(times) {
  const seconds = (/** @type {number | undefined} */ ms) => `${((ms ?? 0) / 1_000).toFixed(1)} s`
  return times.length === 0
    ? 'not run'
    : `${seconds(times[Math.floor(times.length / 2)])}, ${seconds(times.at(-1))}`
}

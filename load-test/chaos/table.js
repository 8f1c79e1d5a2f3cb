// @ts-check
import { COLUMN_OF } from './checker.js'

const COLUMNS = /** @type {const} */ (['lost', 'doubled', 'misplaced', 'leaked', 'other'])

/** @typedef {import('./campaign.js').Tally} Tally */

/** Faults by what they broke, as Markdown. @param {Tally[]} tallies @returns {string} */
export function tableOf(tallies) {
  const rows = tallies.map(({ fault, outcomes, whyNot }) => {
    const counts = COLUMNS.map((column) => countOf(outcomes, column))
    const times = outcomes.map(({ convergedMs }) => convergedMs).sort((a, b) => a - b)
    const messages = outcomes.reduce((sum, outcome) => sum + outcome.messages, 0)
    return `| ${fault.number} | ${fault.name} | ${outcomes.length} | ${messages} | ${counts.join(' | ')} | ${outcomes.length === 0 && whyNot ? `not run: ${whyNot}` : spread(times)} |`
  })
  return [
    `| # | fault | runs | messages | ${COLUMNS.join(' | ')} | converged after (median, worst) |`,
    `|---:|---|---:|---:|${'---:|'.repeat(COLUMNS.length)}---|`,
    ...rows,
    ...figures(tallies),
  ].join('\n')
}

/** What several invocations found, fault by fault. @param {Tally[][]} all @returns {Tally[]} */
export function join(all) {
  /** @type {Map<string, Tally>} */
  const joined = new Map()
  for (const tally of all.flat()) {
    const known = joined.get(tally.fault.name)
    if (known) known.outcomes.push(...tally.outcomes)
    else joined.set(tally.fault.name, { ...tally, outcomes: [...tally.outcomes] })
  }
  return [...joined.values()].sort((a, b) => a.fault.number - b.fault.number)
}

/** What runs noted beside. @param {Tally[]} tallies */
function figures(tallies) {
  const lines = tallies.flatMap(({ fault, outcomes }) => {
    const names = new Set(outcomes.flatMap(({ notes }) => Object.keys(notes)))
    return [...names].map((name) => {
      const amounts = outcomes.flatMap(({ notes }) => notes[name] ?? []).sort((a, b) => a - b)
      return `- ${fault.name}, ${name}: median ${amounts[Math.floor(amounts.length / 2)]}, most ${amounts.at(-1)}`
    })
  })
  return lines.length === 0 ? [] : ['', ...lines]
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

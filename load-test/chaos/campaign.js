// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'
import { seededRandom } from '../websocket/random.js'
import { ComposeCluster } from './faults.compose.js'
import { Lab } from './lab.js'
import { growth, noteStart } from './memory.js'
import { invite, SIZE, SMALL_SIZE } from './party.js'
import { Remote } from './remote.js'
import { runOnce } from './run.once.js'

/**
 * @typedef {import('./faults.js').Fault} Fault
 * @typedef {import('./run.once.js').Outcome} Outcome
 * @typedef {{ fault: Pick<Fault, 'number' | 'name'>, outcomes: (Outcome & { seed: number })[], whyNot?: string }} Tally
 * @typedef {{ runsOf: (fault: Fault) => number, seed: number, minutes: number, url?: string | undefined,
 *   compose?: import('../../scripts/rolling/compose.mjs').Which | undefined,
 *   report: (fault: Fault, outcome: Outcome & { seed: number }) => void, say: (line: string) => void }} Plan
 */

const REST_MS = 3_000

/** Runs every fault as often as planned. @param {Fault[]} faults @param {Plan} plan @returns {Promise<{ tallies: Tally[], leaks: string[] }>} */
export async function runAll(faults, plan) {
  const end = Date.now() + plan.minutes * 60_000
  const leaks = []
  /** @type {Tally[]} */
  const tallies = []
  const todo = []
  for (const fault of faults) {
    const whyNot = fault.whyNot?.()
    if (whyNot) plan.say(`${fault.name}: NOT RUN, it ${whyNot}`)
    const { number, name } = fault
    const tally = { fault: { number, name }, outcomes: [], ...(whyNot && { whyNot }) }
    tallies.push(tally)
    if (!whyNot) todo.push({ fault, tally })
  }
  let { seed } = plan
  for (const group of grouped(todo)) {
    const runs = group.flatMap(({ fault, tally }) =>
      Array.from({ length: plan.runsOf(fault) }, () => ({ fault, tally, seed: seed++ })),
    )
    if (Date.now() < end) leaks.push(...(await inOneLab(runs, end, plan)))
  }
  return { tallies, leaks }
}

/** Faults that need the same settings share a cluster. @template {{ fault: Fault }} T @param {T[]} all @returns {T[][]} */
function grouped(all) {
  const keyOf = (/** @type {T} */ { fault }) => JSON.stringify(fault.lab ?? {})
  return [...new Set(all.map(keyOf))].map((key) => all.filter((one) => keyOf(one) === key))
}

/** @param {Plan} plan @param {Fault['lab']} options */
function groundsOf({ url, compose }, options) {
  if (!url) return Lab.start(options)
  return compose ? ComposeCluster.open(url, compose) : new Remote(url)
}

/** @param {{ fault: Fault, tally: Tally, seed: number }[]} runs @param {number} end @param {Plan} plan */
async function inOneLab(runs, end, plan) {
  const lab = await groundsOf(plan, runs[0]?.fault.lab)
  const size = plan.url ? SMALL_SIZE : SIZE
  endWith(lab)
  try {
    const people = await invite(lab.origin, size.people)
    for (const { fault, tally, seed } of runs) {
      if (Date.now() > end) break
      const outcome = {
        ...(await runOnce({ lab, people, fault, random: seededRandom(seed), size })),
        seed,
      }
      tally.outcomes.push(outcome)
      plan.report(fault, outcome)
      if (lab instanceof Lab) await noteStart([...lab.instances, ...lab.workers])
    }
    if (!(lab instanceof Lab)) return []
    await sleep(REST_MS)
    const { lines, leaks } = await growth([...lab.instances, ...lab.workers])
    for (const line of lines) plan.say(line)
    return leaks
  } finally {
    await lab.stop()
  }
}

/** Nothing is left behind by whoever ends it early. @param {Lab | Remote} lab */
function endWith(lab) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.removeAllListeners(signal)
    process.once(signal, () => void lab.stop().finally(() => process.exit(130)))
  }
}

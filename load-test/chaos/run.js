#!/usr/bin/env node
// @ts-check
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { seededRandom } from '../websocket/random.js'
import { FAULTS, RUNS } from './faults.js'
import { Lab } from './lab.js'
import { invite, SIZE } from './party.js'
import { runOnce } from './run.once.js'
import { tableOf } from './table.js'

const USAGE = `Breaks a Papo of its own at random moments, and counts what was lost, doubled, misplaced or leaked.

  npm run chaos -- [--list] [--fault NAME]... [--runs N] [--seed S] [--minutes M] [--quick]

  --list     the faults
  --fault    only this one; may be given several times
  --runs     of each fault (${RUNS}, or what the fault says)
  --seed     repeats the choices of a run that printed it
  --minutes  begins no new run after so many
  --quick    one run of each, but for those that take long`
const SLOW = ['postgres-down', 'redis-paused']

/** @typedef {{ fault: import('./faults.js').Fault, outcomes: (import('./run.once.js').Outcome & { seed: number })[] }} Tally */

const { values } = parseArgs({
  options: {
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    fault: { type: 'string', multiple: true, default: [] },
    runs: { type: 'string' },
    seed: { type: 'string' },
    minutes: { type: 'string' },
  },
})

/** @param {import('./faults.js').Fault} fault */
const runsOf = ({ runs = RUNS }) => (values.runs ? Number(values.runs) : values.quick ? 1 : runs)

function chosenFaults() {
  const unknown = values.fault.filter((name) => !FAULTS.some((fault) => fault.name === name))
  if (unknown.length > 0) throw new Error(`no such fault: ${unknown.join(', ')} (--list shows them)`)
  if (values.fault.length > 0) return FAULTS.filter(({ name }) => values.fault.includes(name))
  return FAULTS.filter(({ name }) => !values.quick || !SLOW.includes(name))
}

/** Faults that need the same settings share a cluster. @param {Tally[]} tallies @param {number} firstSeed */
async function runAll(tallies, firstSeed) {
  const end = values.minutes ? Date.now() + Number(values.minutes) * 60_000 : Infinity
  const labs = new Set(tallies.map(({ fault }) => JSON.stringify(fault.lab ?? {})))
  let seed = firstSeed
  for (const options of labs) {
    const lab = await Lab.start(JSON.parse(options))
    endWith(lab)
    try {
      const people = await invite(lab.origin, SIZE.people)
      for (const { fault, outcomes } of tallies.filter(
        (one) => JSON.stringify(one.fault.lab ?? {}) === options,
      ))
        for (let run = 0; run < runsOf(fault) && Date.now() < end; run++, seed++) {
          const outcome = await runOnce({ lab, people, fault, random: seededRandom(seed), size: SIZE })
          outcomes.push({ ...outcome, seed })
          report(fault, seed, outcome)
        }
    } finally {
      await lab.stop()
    }
  }
}

/** Nothing is left behind by whoever ends it early. @param {Lab} lab */
function endWith(lab) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.removeAllListeners(signal)
    process.once(signal, () => void lab.stop().finally(() => process.exit(130)))
  }
}

/** @param {import('./faults.js').Fault} fault @param {number} seed @param {import('./run.once.js').Outcome} outcome */
function report({ name }, seed, { violations, convergedMs, messages, notes }) {
  const result = violations.length === 0 ? 'ok' : `${violations.length} VIOLATIONS`
  const figures = Object.entries(notes)
    .map(([what, amount]) => `${what}: ${amount}, `)
    .join('')
  console.log(
    `${name} --seed ${seed}: ${messages} messages, converged in ${Math.round(convergedMs)} ms, ${figures}${result}`,
  )
  for (const violation of violations.slice(0, 5)) console.log(`  ${JSON.stringify(violation)}`)
}

async function main() {
  if (values.help) return void console.log(USAGE)
  if (values.list)
    return FAULTS.forEach(({ number, name, how }) =>
      console.log(`${String(number).padStart(2)}  ${name.padEnd(16)} ${how}`),
    )
  const tallies = chosenFaults().map((fault) => /** @type {Tally} */ ({ fault, outcomes: [] }))
  const seed = values.seed ? Number(values.seed) : randomInt(1e9)
  console.log(`seed ${seed}`)
  await runAll(tallies, seed)
  console.log(tableOf(tallies))
  const bad = tallies.flatMap(({ outcomes }) => outcomes).filter(({ violations }) => violations.length > 0)
  if (bad.length > 0) process.exitCode = 1
}

await main()

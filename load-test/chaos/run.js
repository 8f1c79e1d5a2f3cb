#!/usr/bin/env node
// @ts-check
import { randomInt } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { Failure, runScript } from '../../scripts/failure.mjs'
import { runAll } from './campaign.js'
import { FAULTS, QUICK, RUNS } from './faults.js'
import { join, tableOf } from './table.js'

const USAGE = `Breaks a Papo of its own at random moments, and counts what was lost, doubled, misplaced or leaked.

  npm run chaos -- [--list] [--fault NAME]... [--runs N] [--seed S] [--minutes M] [--quick] [--json FILE]
  npm run chaos -- --url URL [--fault NAME]... [--runs N] [--seed S] [--minutes M] [--json FILE]
  npm run chaos -- --url URL --compose FILE [--project NAME] [--fault NAME]... [--runs N] [--seed S] [--minutes M] [--json FILE]
  npm run chaos -- --join FILE...

  --list     the faults, and with which option they can be done to a Papo that is not its own
  --fault    only this one; may be given several times
  --runs     of each fault (${RUNS}, or what the fault says)
  --seed     repeats the choices of a run that printed it
  --minutes  begins no new run after so many
  --quick    one run of each of the essential faults; the last line counts them
  --json     writes the outcomes into a file
  --url      a Papo that runs already, with its default limits: what clients alone can do to it, judged by what they see
  --compose  and what Docker can do to its containers on this machine: those of the project of this compose file alone
  --project  its name, if it has another than the file says
  --join     one table of what several such files hold`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    join: { type: 'boolean', default: false },
    fault: { type: 'string', multiple: true, default: [] },
    runs: { type: 'string' },
    seed: { type: 'string' },
    minutes: { type: 'string' },
    json: { type: 'string' },
    url: { type: 'string' },
    compose: { type: 'string' },
    project: { type: 'string' },
  },
})

/** @param {import('./faults.js').Fault} fault */
const runsOf = ({ runs = RUNS }) => (values.runs ? Number(values.runs) : values.quick ? 1 : runs)

/** With which option it can be done to a Papo that is not ours. @param {import('./faults.js').Fault} fault */
const optionOf = ({ anywhere, compose }) => (compose ? '--compose' : anywhere ? '--url' : '')

/** @param {import('./faults.js').Fault} fault */
const isPossible = ({ anywhere, compose }) => (compose ? values.compose : anywhere || !values.url)

function chosenFaults() {
  if (values.compose && !values.url) throw new Failure('--compose needs --url: where the cluster answers')
  if (values.project && !values.compose) throw new Failure('--project needs --compose')
  for (const name of values.fault) {
    const fault = FAULTS.find((one) => one.name === name)
    if (!fault) throw new Failure(`no such fault: ${name} (--list shows them)`)
    if (!isPossible(fault))
      throw new Failure(`${name} cannot be done ${values.url ? 'here' : 'without --compose'}`)
  }
  const wanted = values.fault.length > 0 ? values.fault : values.quick ? QUICK : undefined
  return FAULTS.filter((fault) => isPossible(fault) && (!wanted || wanted.includes(fault.name)))
}

/** @param {import('./faults.js').Fault} fault @param {import('./run.once.js').Outcome & { seed: number }} outcome */
function report({ name }, { seed, violations, convergedMs, messages, notes }) {
  const result = violations.length === 0 ? 'ok' : `${violations.length} VIOLATIONS`
  const figures = Object.entries(notes).map(([what, amount]) => `${what}: ${amount}`)
  const all = [`${messages} messages`, `converged in ${Math.round(convergedMs)} ms`, ...figures, result]
  console.log(`${name} --seed ${seed}: ${all.join(', ')}`)
  for (const violation of violations.slice(0, 5)) console.log(`  ${JSON.stringify(violation)}`)
}

async function joinFiles() {
  const files = await Promise.all(positionals.map((file) => readFile(file, 'utf8')))
  console.log(tableOf(join(files.map((text) => JSON.parse(text)))))
}

await runScript(async () => {
  if (values.help) return console.log(USAGE)
  if (values.join) return joinFiles()
  if (values.list)
    return FAULTS.forEach((fault) =>
      console.log(
        `${String(fault.number).padStart(2)}  ${fault.name.padEnd(26)} ${optionOf(fault).padEnd(10)} ${fault.how}`,
      ),
    )
  const faults = chosenFaults()
  const seed = values.seed ? Number(values.seed) : randomInt(1e9)
  console.log(`seed ${seed}`)
  const minutes = values.minutes ? Number(values.minutes) : Infinity
  const { tallies, leaks } = await runAll(faults, {
    runsOf,
    seed,
    minutes,
    url: values.url,
    ...(values.compose && { compose: { file: values.compose, project: values.project } }),
    report,
    say: console.log,
  })
  if (values.json) await writeFile(values.json, JSON.stringify(tallies))
  console.log(tableOf(tallies))
  for (const leak of leaks) console.log(`LEAK ${leak}`)
  const outcomes = tallies.flatMap((tally) => tally.outcomes)
  const good = outcomes.filter(({ violations }) => violations.length === 0).length
  const bad = outcomes.length - good + leaks.length
  console.log(`${good} passed, ${bad} failed`)
  return bad === 0 ? 0 : 1
})

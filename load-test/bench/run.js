#!/usr/bin/env node
// @ts-check
// Measures Papo against its baselines, side by side in one run. Progress on stderr, the verdict on stdout.
import { writeFile } from 'node:fs/promises'
import { argv, exit, stderr, stdout } from 'node:process'
import { parseArgs } from 'node:util'
import { Failure } from '../../scripts/failure.mjs'
import { describeMachine, nameMachine } from './machine.js'
import { BY_DEFAULT, chosen, EXTENTS, MEASURES, unknown } from './measures.js'
import { Ending, startStores } from './processes.js'
import { measureSearch, searchTable } from './search.js'
import { table } from './verdict.js'

const USAGE = `Usage: node load-test/bench/run.js [--quick] [--only P1,P3] [--pairs N] [--json FILE] [--profile DIR]

Against bare Socket.IO with its Redis adapter, P1 and P2 also against Centrifugo's library, where nothing else is said:
  P1  CPU per delivery with two instances
  P2  deliveries per second at saturation
  P3  messages committed to PostgreSQL, against one job and one insert per message
  P4  how long a delivery takes through HAProxy to another instance, at half of the baseline's saturation
  P5  memory per idle connection
  P6  a page of history among ten times as many messages (not by default: it makes them first, some minutes)
  P7  connections per second, and the time until the people of a killed instance are back
  P8  CPU per delivery with four instances, against one
  P9  how long searches take among a million messages (alone, about three minutes; also: search)

  --quick  five pairs of short runs, two where servers start anew for each run (P5, P7) or are many (P8): less than
           five minutes on a quiet machine; without it nine pairs of longer ones
  --pairs N  so many; --seconds N  each run of P1 to P4 and P8 so long
  --members N  P1 and P2: how many are in each of the ten rooms (100); with few a message's own cost shows
  --rate N  P4: deliveries per second, in place of half of what the baseline was found to bear
  --connections N  how many are idle (5000; quick: 1000)
  --people N  how many are connected when an instance is killed (2000; quick: 200)
  --messages N  how many the searches are among; with P6 the fewer (a million)
  --explain  with P9: the plans of statements that were slower than the target
  --profile  also writes CPU profiles of all servers, which costs them: compare no figure with others
`

const FLAGS = /** @type {const} */ ({
  quick: { type: 'boolean', default: false },
  only: { type: 'string', default: BY_DEFAULT.join(',') },
  pairs: { type: 'string' },
  seconds: { type: 'string' },
  members: { type: 'string', default: '100' },
  rate: { type: 'string' },
  json: { type: 'string' },
  profile: { type: 'string' },
  messages: { type: 'string', default: '1000000' },
  connections: { type: 'string' },
  people: { type: 'string' },
  explain: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
})

/** @param {string} line */
const say = (line) => void stderr.write(`${line}\n`)

/**
 * Runs one measure on stores of its own, so that none leaves work behind for the next.
 * @template T
 * @param {(bench: import('./processes.js').Bench) => Promise<T>} measure
 * @param {string | undefined} profileDir
 */
async function alone(measure, profileDir) {
  const ending = new Ending()
  const stop = () => void ending.run().then(() => exit(130))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    return await measure({ ending, say, profileDir, stores: await startStores(ending) })
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
    await ending.run()
  }
}

/** @param {{ [flag: string]: string | boolean | undefined }} values @returns {import('./measures.js').Extent} */
function extentOf(values) {
  const usual = values['quick'] ? EXTENTS.quick : EXTENTS.full
  const given = (/** @type {string} */ name) =>
    values[name] === undefined ? undefined : Number(values[name])
  return {
    ...usual,
    pairs: given('pairs') ?? usual.pairs,
    restarts: given('pairs') ?? usual.restarts,
    seconds: given('seconds') ?? usual.seconds,
    connections: given('connections') ?? usual.connections,
    people: given('people') ?? usual.people,
    members: given('members') ?? NaN,
    messages: given('messages') ?? NaN,
    rate: given('rate'),
  }
}

async function main() {
  const { values } = parseArgs({ args: argv.slice(2), options: FLAGS })
  if (values.help) return void stdout.write(USAGE)
  const only = chosen(values.only)
  const strange = unknown(only)
  if (strange.length > 0) throw new Failure(`no such measure: ${strange.join(', ')} (--help lists them)`)
  const machine = describeMachine()
  const extent = extentOf(values)
  const figures = []
  for (const { of, measure } of MEASURES) {
    if (!of.some((name) => only.includes(name))) continue
    say(`${of.join(', ')}, after ${Math.round(process.uptime())} s`)
    figures.push(...(await alone((bench) => measure(bench, extent, only), values.profile)))
  }
  if (figures.length > 0) stdout.write(table(figures, nameMachine(machine)))
  const { messages } = extent
  const { explain } = values
  const search = only.includes('P9')
    ? await alone((bench) => measureSearch(bench, { messages, explain }), values.profile)
    : undefined
  if (search) stdout.write(searchTable(search, nameMachine(machine)))
  const record = { machine, at: new Date(), extent, figures, search }
  if (values.json) await writeFile(values.json, `${JSON.stringify(record, null, 2)}\n`)
}

/** @param {unknown} error Its stack only where we did not foresee it. */
function explain(error) {
  if (error instanceof Failure || !(error instanceof Error)) return String(error)
  return error.stack
}

try {
  await main()
} catch (error) {
  stderr.write(`${explain(error)}\n`)
  exit(1)
}

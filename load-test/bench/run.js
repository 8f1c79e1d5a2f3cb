#!/usr/bin/env node
// @ts-check
// Measures Papo against its baselines, side by side in one run. Progress on stderr, the verdict on stdout.
import { writeFile } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'
import { argv, exit, stderr, stdout } from 'node:process'
import { parseArgs } from 'node:util'
import { Failure } from '../../scripts/failure.mjs'
import { measureFanout } from './fanout.js'
import { measureHistory } from './history.js'
import { measureIdle } from './idle.js'
import { measurePersistence } from './persist.js'
import { Ending, startStores } from './processes.js'
import { measureSearch, searchTable } from './search.js'
import { fanoutFigures, historyFigures, idleFigures, persistenceFigures, table } from './verdict.js'

const USAGE = `Usage: node load-test/bench/run.js [--quick] [--only P1,P3] [--pairs N] [--json FILE] [--profile DIR]

  P1  CPU per delivery with two instances, against bare Socket.IO with its Redis adapter
  P3  messages committed to PostgreSQL, against one job and one insert per message
  P5,P7  memory per idle connection, and connections per second, against the same (P5 means both)
  P6  a page of history among ten times as many messages (not by default: it makes them first, some minutes)
  search  how long searches take among a million messages (alone, about three minutes)

  --quick  five pairs of short runs (about three minutes); without it nine pairs of longer ones
  --connections N  how many are idle (5000)
  --messages N  how many the searches are among; with P6 the fewer (a million)
  --explain  with search: the plans of statements that were slower than the target
  --profile  also writes CPU profiles of all servers, which costs them: compare no figure with others
`

const FLAGS = /** @type {const} */ ({
  quick: { type: 'boolean', default: false },
  only: { type: 'string', default: 'P1,P3' },
  pairs: { type: 'string' },
  json: { type: 'string' },
  profile: { type: 'string' },
  messages: { type: 'string', default: '1000000' },
  connections: { type: 'string', default: '5000' },
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

async function main() {
  const { values } = parseArgs({ args: argv.slice(2), options: FLAGS })
  if (values.help) return void stdout.write(USAGE)
  const only = values.only.split(',')
  const pairs = Number(values.pairs ?? (values.quick ? 5 : 9))
  const extent = { pairs, seconds: values.quick ? 4 : 10 }
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`
  if (only.includes('search')) {
    const extent = { messages: Number(values.messages), explain: values.explain }
    const measured = await alone((bench) => measureSearch(bench, extent), values.profile)
    return void stdout.write(searchTable(measured, machine))
  }
  const fanout = only.includes('P1')
    ? await alone((bench) => measureFanout(bench, extent), values.profile)
    : undefined
  const persistence = only.includes('P3')
    ? await alone((bench) => measurePersistence(bench, extent), values.profile)
    : undefined
  const idle = only.includes('P5')
    ? await alone(
        (bench) => measureIdle(bench, { pairs, connections: Number(values.connections) }),
        values.profile,
      )
    : undefined
  const history = only.includes('P6')
    ? await alone(
        (bench) => measureHistory(bench, { pairs, messages: Number(values.messages) }),
        values.profile,
      )
    : undefined
  const figures = [
    ...(fanout ? fanoutFigures(fanout) : []),
    ...(persistence ? persistenceFigures(persistence) : []),
    ...(idle ? idleFigures(idle) : []),
    ...(history ? historyFigures(history) : []),
  ]
  stdout.write(table(figures, { pairs, machine }))
  if (values.json) await writeFile(values.json, `${JSON.stringify({ machine, pairs, figures }, null, 2)}\n`)
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

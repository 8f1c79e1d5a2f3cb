#!/usr/bin/env node
// @ts-check
// Many people lose their connections at once. Progress on stderr, the verdict on stdout.
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { INSTANCES, Lab } from '../chaos/lab.js'
import { must } from '../chaos/stores.js'
import { seededRandom } from '../websocket/random.js'
import { Crowd } from './crowd.js'
import { ENV, seat } from './people.js'
import { describe, faultsOf } from './report.js'
import { rage, verdict, watchQuiet } from './storm.js'
import { countStatements, SETTINGS } from './work.js'

const USAGE = `Breaks the connections of many people at once, and counts who is back, what is lost and what PostgreSQL did.

  npm run storm -- [--people N] [--quick] [--seed S]

  --people  how many (2,000); --quick: 300
  --seed    repeats who talks when`

const { values } = parseArgs({
  options: {
    people: { type: 'string' },
    quick: { type: 'boolean', default: false },
    seed: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
const ROOM_SIZE = 50
const PER_SECOND = 20
const quietMs = values.quick ? 4_000 : 10_000

/** @param {string} line */
const say = (line) => void process.stderr.write(`${line}\n`)

/** All from one address, which in the wild would be thousands. */
const HAPROXY = { HANDSHAKES_PER_10_SECONDS: '1000000' }

/** @param {Lab} lab @param {{ people: number, seed: number }} how */
async function play(lab, { people, seed }) {
  const db = must(lab.stores.db)
  await countStatements(db)
  const crowd = new Crowd()
  try {
    say(`connecting ${people} people`)
    await crowd.gather(await seat(db, { origin: lab.origin, people, roomSize: ROOM_SIZE }))
    const talk = crowd.talk(PER_SECOND, seededRandom(seed))
    say('watching a quiet time')
    const quiet = await watchQuiet(lab, quietMs)
    const outcomes = []
    for (const { name, strike } of storms(lab, crowd)) {
      say(name)
      outcomes.push(await rage(lab, crowd, { name, strike, quiet }))
    }
    crowd.hush()
    await talk
    const violations = await verdict(lab, crowd)
    for (const outcome of outcomes) console.log(describe(outcome, quiet))
    const { sends, counts } = crowd.recorder
    console.log(
      `${sends.size} messages, ${counts.received} deliveries, ${counts.syncs} syncs, ${counts.resets} resets`,
    )
    return [...outcomes.flatMap((outcome) => faultsOf(outcome)), ...violations]
  } finally {
    crowd.hush()
    crowd.close()
  }
}

/** @param {Lab} lab @param {Crowd} crowd */
function* storms(lab, crowd) {
  yield { name: 'every connection breaks at once', strike: async () => crowd.cutAll() }
  const [victim] = lab.instances
  if (victim) yield { name: `one of ${INSTANCES} instances is killed`, strike: () => lab.kill(victim) }
}

async function main() {
  if (values.help) return void console.log(USAGE)
  const people = Number(values.people ?? (values.quick ? 300 : 2_000))
  const seed = Number(values.seed ?? randomInt(1e9))
  const lab = await Lab.start({ env: ENV, haproxy: HAPROXY, postgres: SETTINGS })
  const stop = () => void lab.stop().finally(() => process.exit(130))
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.removeAllListeners(signal).once(signal, stop)
  try {
    console.log(`seed ${seed}`)
    const faults = await play(lab, { people, seed })
    for (const fault of faults.slice(0, 20)) console.log(fault)
    console.log(faults.length === 0 ? 'nobody is missing, nothing is lost' : `${faults.length} violations`)
    if (faults.length > 0) process.exitCode = 1
  } finally {
    await lab.stop()
  }
}

await main()

// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'
import { isReady } from './papo.js'
import { whyNoSmallDisk } from './small.disk.js'
import { must } from './stores.js'

/** @typedef {import('./faults.js').Fault} Fault */
/** @typedef {import('./faults.js').Scene} Scene */

const LAG_MS = 500
const LOOK_EVERY_MS = 100
// Its journal must not take the whole of a small disk by itself.
const SMALL_POSTGRES = { max_wal_size: '64MB', min_wal_size: '32MB' }

/**
 * The disk stays full for some seconds, and what ends by that is started again.
 * @param {Scene} scene @param {() => Promise<unknown>} press asks for space
 */
async function fillDisk({ lab, random, note }, press) {
  const disk = must(lab.stores.disk)
  const end = Date.now() + 3_000 + 5_000 * random()
  let looks = 0
  let red = 0
  const keepFull = async () => {
    for (; Date.now() < end; await sleep(LOOK_EVERY_MS)) {
      await disk.fill()
      await Promise.race([press().catch(() => undefined), sleep(LOOK_EVERY_MS)])
      looks++
      if (!(await isReady(lab.instances[0]?.port ?? 0))) red++
    }
    await disk.free()
  }
  let over = false
  const [restarts] = await Promise.all([
    lab.stores.supervise(() => over),
    keepFull().finally(() => (over = true)),
  ])
  note('restarts', restarts)
  note('health red, % of looks', Math.round((100 * red) / looks))
}

/** @type {Fault[]} */
export const STORE_FAULTS = [
  {
    number: 5,
    name: 'redis-failover',
    how: 'the primary Redis dies, and a replica that is up to half a second behind takes its place',
    lab: { replica: true },
    rewinds: true,
    async happen({ lab, random, note }) {
      const pair = must(lab.stores.pair)
      pair.link.latencyMs = LAG_MS * random()
      await sleep(LAG_MS + 1_000 * random())
      const { events, windowMs } = await pair.fail(2_000 * random())
      note('events that the replica lacked', events)
      note('ms that the replica lacked', windowMs)
    },
  },
  {
    number: 20,
    name: 'disk-full',
    how: "Redis's disk is full for three to eight seconds; what ends by it is started again",
    runs: 5,
    lab: { disk: 'redis' },
    whyNot: whyNoSmallDisk,
    async happen(scene) {
      const { refusals, counts } = scene.party.recorder
      await fillDisk(scene, () => Promise.resolve())
      scene.note('sends refused for a while', refusals.length + counts.retryLater)
    },
  },
  {
    number: 20,
    name: 'database-disk-full',
    how: "PostgreSQL's disk is full for three to eight seconds; what ends by it is started again",
    runs: 5,
    lab: { disk: 'postgres', postgres: SMALL_POSTGRES },
    whyNot: whyNoSmallDisk,
    happen: (scene) => fillDisk(scene, () => must(scene.lab.stores.db).query('SELECT pg_switch_wal()')),
  },
]

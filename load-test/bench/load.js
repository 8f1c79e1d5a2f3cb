// @ts-check
// Puts a load on a stand and tells what it cost: the same for every measure that counts deliveries.
import { setTimeout as sleep } from 'node:timers/promises'
import { nowMs } from './clock.js'
import { cpuUsOf, cpuUsOfTree, meter } from './cpu.js'
import { describe, faultsOf, summarise } from './outcome.js'
import { requireWhole } from './ratio.js'
import { Rest } from './rest.js'

const BODY_CHARACTERS = 120
const STALL_MS = 10_000
/** More than any machine delivers, per room and second: bounds what a flood may send. */
const FLOOD_PER_SECOND = 2_000
const START_AFTER_MS = 100
const AFTERMATH_MS = 400
/** Of each client process: with ten rooms always some twenty of each, which neither side keeps up with. */
export const IN_FLIGHT = 200

/**
 * @typedef {import('./stand.js').Stand} Stand
 * @typedef {import('./stand.js').Shape} Shape
 * @typedef {import('./audience.js').Audience} Audience
 * @typedef {import('./processes.js').Bench} Bench
 * @typedef {import('./batch.js').Progress} Progress
 * @typedef {{ seconds: number, perSecond: number }} Steady messages per room
 * @typedef {{ seconds: number, inFlight: number }} Flood
 * @typedef {import('./outcome.js').Group} Group
 * @typedef {import('./outcome.js').LoadRun} LoadRun
 */

export class Load {
  #number = 0
  /** Of all stands of Papo that are filled. */
  #databases = /** @type {Set<string>} */ (new Set())

  /**
   * @param {Bench} bench
   * @param {Audience} audience
   * @param {Shape & { apart?: number }} shape `apart`: instances, where only deliveries between two of them are timed
   */
  constructor(bench, audience, shape) {
    this.bench = bench
    this.audience = audience
    this.shape = { apart: 1, ...shape }
    this.rest = new Rest(bench)
  }

  /** Everyone of the stand comes in. @param {Stand} stand */
  async fill(stand) {
    const { rooms, membersPerRoom } = this.shape
    this.bench.say(`connecting ${rooms * membersPerRoom} people to ${stand.name}`)
    const { name: crowd, system, size: instances } = stand
    if (system === 'papo') this.#databases.add(stand.stores.databaseUrl)
    const seats = await stand.seats(this.shape)
    await this.audience.connect({ crowd, system, seats, instances })
  }

  /**
   * Some thousand messages, as a server that has run for a while has seen: until then its code is interpreted.
   * @param {Stand} stand
   * @param {{ warmSeconds: number }} extent
   */
  async warm(stand, { warmSeconds }) {
    this.bench.say(`warming up ${stand.name}`)
    await this.put(stand, { inFlight: IN_FLIGHT, seconds: warmSeconds })
  }

  /** @param {Stand} stand @param {Steady | Flood} pace @returns {Promise<LoadRun>} */
  async put(stand, pace) {
    for (const databaseUrl of this.#databases) await this.rest.come(databaseUrl)
    const startMs = nowMs() + START_AFTER_MS
    const perSecond = 'perSecond' in pace ? pace.perSecond : FLOOD_PER_SECOND
    const messages = Math.ceil(pace.seconds * perSecond)
    const batch = {
      ...this.shape,
      crowd: stand.name,
      number: ++this.#number,
      size: BODY_CHARACTERS,
      pace,
      startMs,
    }
    const stop = meter(this.#groups(stand))
    await this.audience.ask('start', { ...batch, messages })
    const sent = await this.#arrive()
    await sleep(AFTERMATH_MS) // what the messages still cause behind the scenes is their cost too
    const usage = stop()
    const tallies = await this.audience.ask('tally')
    const planned = 'perSecond' in pace ? messages * this.shape.rooms : sent
    requireWhole(stand.name, faultsOf(tallies, { planned, membersPerRoom: this.shape.membersPerRoom }))
    const result = { on: stand.name, ...summarise(tallies, { startMs, ...usage }) }
    this.bench.say(describe(result))
    return result
  }

  /** Until everything that was sent is there, or nothing has moved for a while. @returns {Promise<number>} what was sent */
  async #arrive() {
    let movedAt = Date.now()
    for (let last = ''; ; await sleep(50)) {
      const parts = /** @type {Progress[]} */ (await this.audience.ask('progress'))
      const [sent, answered, delivered] = /** @type {const} */ (['sent', 'answered', 'delivered']).map(
        (what) => parts.reduce((sum, part) => sum + part[what], 0),
      )
      const isThere = answered === sent && (delivered ?? 0) >= (sent ?? 0) * this.shape.membersPerRoom
      if (isThere && parts.every(({ ended }) => ended)) return sent ?? 0
      const now = `${sent} ${answered} ${delivered}`
      if (now !== last) movedAt = Date.now()
      else if (Date.now() - movedAt > STALL_MS) return sent ?? 0
      last = now
    }
  }

  /** @param {Stand} stand @returns {Record<Group, () => number>} */
  #groups({ instances, worker, door, stores, system }) {
    const all = (/** @type {number[]} */ pids) => () => pids.reduce((sum, pid) => sum + cpuUsOf(pid), 0)
    const tree = (/** @type {number | undefined} */ pid) => () => (pid === undefined ? 0 : cpuUsOfTree(pid))
    return {
      backs: all(instances.map(({ pid }) => pid)),
      worker: all(worker ? [worker.pid] : []),
      redis: all([stores.redisPid]),
      postgres: tree(system === 'papo' ? stores.postgresPid : undefined),
      door: tree(door?.child.pid),
      clients: all(this.audience.pids),
    }
  }
}

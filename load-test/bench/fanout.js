// @ts-check
// P1: what one delivery costs the servers, with two instances, against bare Socket.IO.
import { setTimeout as sleep } from 'node:timers/promises'
import { cpuUsOf, cpuUsOfTree, meter } from './cpu.js'
import { MEMBERS_PER_ROOM, quiet, ROOMS, seatBare, seatPapo, total } from './fanout-seats.js'
import { interleave, percentile, requireWhole } from './ratio.js'
import { Remote } from './remote.js'

const PER_SECOND = 20
const BODY_CHARACTERS = 120
const CLIENT_PROCESSES = 2
const STALL_MS = 10_000

/**
 * @typedef {import('./crowd.js').System} System
 * @typedef {import('./processes.js').Bench} Bench
 * @typedef {import('./fanout-seats.js').Pids} Pids
 * @typedef {import('./fanout-clients.js').Tally} Tally
 * @typedef {'backs' | 'worker' | 'redis' | 'postgres' | 'clients'} Group
 * @typedef {{ system: System, deliveries: number, usPerDelivery: Record<Group, number>,
 *   framesPerDelivery: number, p50Ms: number, p99Ms: number, othersShare: number }} FanoutRun
 */

/**
 * @param {Bench} bench
 * @param {{ pairs: number, seconds: number }} extent
 * @returns {Promise<{ a: FanoutRun, b: FanoutRun }[]>} a is Papo, b the baseline
 */
export async function measureFanout(bench, { pairs, seconds }) {
  const file = new URL('./fanout-clients.js', import.meta.url)
  const clients = Array.from({ length: CLIENT_PROCESSES }, () => new Remote(file))
  for (const client of clients) bench.ending.add(() => client.stop())
  const pids = { bare: await seatBare(bench, clients), papo: await seatPapo(bench, clients) }
  await quiet(clients)
  const fanout = new Fanout(bench, clients, pids)
  bench.say('warming up')
  await fanout.run('papo', 3)
  await fanout.run('bare', 3)
  return interleave(pairs, {
    a: () => fanout.run('papo', seconds),
    b: () => fanout.run('bare', seconds),
  })
}

class Fanout {
  #number = 0

  /** @param {Bench} bench @param {Remote[]} clients @param {Record<System, Pids>} pids */
  constructor(bench, clients, pids) {
    this.bench = bench
    this.clients = clients
    this.pids = pids
  }

  /** @param {System} system @param {number} seconds @returns {Promise<FanoutRun>} */
  async run(system, seconds) {
    const messages = seconds * PER_SECOND
    const shape = {
      rooms: ROOMS,
      membersPerRoom: MEMBERS_PER_ROOM,
      perSecond: PER_SECOND,
      size: BODY_CHARACTERS,
    }
    const startNs = process.hrtime.bigint() + 100_000_000n
    const batch = { ...shape, system, number: ++this.#number, messages, startNs }
    const stop = meter(this.#groups(system))
    await Promise.all(this.clients.map((client) => client.call('start', batch)))
    await this.#arrive(messages * ROOMS * MEMBERS_PER_ROOM)
    await sleep(500) // what the messages still cause behind the scenes is their cost too
    const usage = stop()
    const tallies = await Promise.all(this.clients.map((client) => client.call('tally')))
    requireWhole(system, faultsOf(tallies, messages * ROOMS))
    const result = { system, ...summarise(tallies, { messages: messages * ROOMS, ...usage }) }
    this.bench.say(describe(result))
    return result
  }

  /** Until every delivery is there, or nothing has come for a while. @param {number} expected */
  async #arrive(expected) {
    let movedAt = Date.now()
    for (let last = -1; Date.now() - movedAt < STALL_MS; await sleep(100)) {
      const delivered = await total(this.clients, 'delivered')
      if (delivered >= expected) return
      if (delivered !== last) movedAt = Date.now()
      last = delivered
    }
  }

  /** @param {System} system @returns {Record<Group, () => number>} */
  #groups(system) {
    const { backs, worker } = this.pids[system]
    const { redisPid, postgresPid } = this.bench.stores[system === 'papo' ? 'papo' : 'baseline']
    const clients = [process.pid, ...this.clients.map(({ pid }) => pid)]
    const all = (/** @type {number[]} */ pids) => () => pids.reduce((sum, pid) => sum + cpuUsOf(pid), 0)
    return {
      backs: all(backs),
      worker: all(worker === undefined ? [] : [worker]),
      redis: all([redisPid]),
      postgres: () => (system === 'papo' ? cpuUsOfTree(postgresPid) : 0),
      clients: all(clients),
    }
  }
}

/** @param {Tally[]} tallies @param {number} messages */
function faultsOf(tallies, messages) {
  const sum = sumOver(tallies)
  return {
    'not sent': messages - sum((t) => t.sent),
    'not acknowledged': messages - sum((t) => t.acked),
    refused: sum((t) => t.refused),
    'not delivered': sum((t) => t.missing),
    'delivered twice': sum((t) => t.doubled),
    'out of order': sum((t) => t.disorder),
  }
}

/**
 * @param {Tally[]} tallies
 * @param {{ messages: number, used: Record<Group, number>, othersShare: number }} run
 */
function summarise(tallies, { messages, used, othersShare }) {
  const deliveries = messages * MEMBERS_PER_ROOM
  const latencies = tallies.map((tally) => tally.latencyMs)
  const usPerDelivery = /** @type {Record<Group, number>} */ (
    Object.fromEntries(Object.entries(used).map(([group, us]) => [group, us / deliveries]))
  )
  return {
    deliveries,
    usPerDelivery,
    framesPerDelivery: sumOver(tallies)((t) => t.frames) / deliveries,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    othersShare,
  }
}

/** @param {Tally[]} tallies @returns {(of: (tally: Tally) => number) => number} */
function sumOver(tallies) {
  return (of) => tallies.reduce((sum, tally) => sum + of(tally), 0)
}

/** @param {FanoutRun} run */
function describe({ system, usPerDelivery, p50Ms, p99Ms, othersShare, framesPerDelivery }) {
  const cpu = Object.entries(usPerDelivery).map(([group, us]) => `${group} ${us.toFixed(1)}`)
  const latency = `p50 ${p50Ms.toFixed(1)} ms p99 ${p99Ms.toFixed(1)} ms`
  const frames = `${framesPerDelivery.toFixed(2)} frames per delivery`
  const others = `others took ${Math.round(othersShare * 100)} %`
  return `P1 ${system.padEnd(4)} µs per delivery: ${cpu.join(', ')}; ${latency}; ${frames}; ${others}`
}

// @ts-check
// P3: messages committed to PostgreSQL per second, and how long an accepted one waits, against a job per message.
import { randomUUID } from 'node:crypto'
import { kill, pid as ownPid } from 'node:process'
import { Committed } from './committed.js'
import { cpuUsOf, cpuUsOfTree, meter } from './cpu.js'
import { register, seatInRooms } from './people.js'
import { start } from './processes.js'
import { interleave, requireWhole, spread } from './ratio.js'
import { Remote } from './remote.js'
import { Rest } from './rest.js'

const ROOMS = 10
/** Seconds' worth of what each side commits in one, roughly, so that both drain for as long. */
const BACKLOG_PER_SECOND = { papo: 12_000, jobs: 1_500 }
const DRAIN_SECONDS = { most: 2, least: 0.7 }
/** Where more no longer helped the baseline on two cores. */
const JOBS_AT_ONCE = 25

/**
 * @typedef {import('./persist-clients.js').System} System
 * @typedef {import('./processes.js').Bench} Bench
 * @typedef {{ system: System, perSecond: number, usPerMessage: Record<string, number>,
 *   othersShare: number }} DrainRun
 * @typedef {{ system: System, p50Ms: number, p99Ms: number }} SteadyRun
 * @typedef {{ workerPid: number, backPids: number[], committed: Committed }} Side
 */

/**
 * @param {Bench} bench
 * @param {{ pairs: number, seconds: number }} extent
 */
export async function measurePersistence(bench, { pairs, seconds }) {
  const senders = new Remote(new URL('./persist-clients.js', import.meta.url))
  bench.ending.add(() => senders.stop())
  const sides = { papo: await preparePapo(bench, senders), jobs: await prepareJobs(bench, senders) }
  for (const { committed } of Object.values(sides)) bench.ending.add(() => committed.close())
  const drainSeconds = Math.min(DRAIN_SECONDS.most, Math.max(DRAIN_SECONDS.least, seconds))
  const persistence = new Persistence(bench, { senders, sides, drainSeconds })
  bench.say('warming up')
  await persistence.drain('papo')
  await persistence.drain('jobs')
  const drains = await interleave(pairs, {
    a: () => persistence.drain('papo'),
    b: () => persistence.drain('jobs'),
  })
  // The baseline's best: faster than that, its messages would wait ever longer.
  const rate = Math.round(spread(drains.map(({ b }) => b.perSecond)).median)
  const steady = await interleave(pairs, {
    a: () => persistence.steady('papo', { perSecond: rate, seconds }),
    b: () => persistence.steady('jobs', { perSecond: rate, seconds }),
  })
  return { drains, steady, steadyPerSecond: rate }
}

/** @param {Bench} bench @param {Remote} senders @returns {Promise<Side>} */
async function preparePapo(bench, senders) {
  const back = await start('back', bench)
  const worker = await start('worker', bench)
  const people = await register([back.origin], 'persist', ROOMS)
  const roomIds = await seatInRooms(people, 1)
  const seats = people.map(({ origin, headers }, index) => ({ origin, headers, roomId: roomIds[index] }))
  await senders.call('papo', seats)
  const committed = new Committed(bench.stores.papo.databaseUrl, roomIds)
  return { workerPid: worker.pid, backPids: [back.pid], committed }
}

/** @param {Bench} bench @param {Remote} senders @returns {Promise<Side>} */
async function prepareJobs(bench, senders) {
  const worker = await start('jobPerMessage', bench, { CONCURRENCY: String(JOBS_AT_ONCE) })
  const roomIds = Array.from({ length: ROOMS }, () => randomUUID())
  await senders.call('jobs', { redisUrl: bench.stores.baseline.redisUrl, roomIds })
  const committed = new Committed(bench.stores.papo.databaseUrl, roomIds)
  return { workerPid: worker.pid, backPids: [], committed }
}

class Persistence {
  /** @param {Bench} bench @param {{ senders: Remote, sides: Record<System, Side>, drainSeconds: number }} parts */
  constructor(bench, { senders, sides, drainSeconds }) {
    this.bench = bench
    this.senders = senders
    this.sides = sides
    this.drainSeconds = drainSeconds
    this.rest = new Rest(bench)
  }

  /** Builds a backlog while the worker is stopped, then times how fast it goes. @param {System} system @returns {Promise<DrainRun>} */
  async drain(system) {
    const { workerPid, committed } = this.sides[system]
    const count = Math.round(BACKLOG_PER_SECOND[system] * this.drainSeconds)
    await this.rest.come(this.bench.stores.papo.databaseUrl)
    await committed.mark()
    kill(workerPid, 'SIGSTOP')
    const accepted = await this.senders.call('atOnce', { system, count })
    const stop = meter(this.#groups(system))
    const startAtMs = Date.now()
    kill(workerPid, 'SIGCONT')
    const arrived = await committed.arrive(count)
    const { used, othersShare } = stop()
    requireWhole(system, faults(count, accepted, arrived))
    const { lastAtMs } = await committed.times()
    const perSecond = arrived / ((lastAtMs - startAtMs) / 1000)
    const usPerMessage = Object.fromEntries(Object.entries(used).map(([name, us]) => [name, us / count]))
    const run = { system, perSecond, usPerMessage, othersShare }
    this.bench.say(describeDrain(run))
    return run
  }

  /**
   * @param {System} system
   * @param {{ perSecond: number, seconds: number }} load
   * @returns {Promise<SteadyRun>}
   */
  async steady(system, { perSecond, seconds }) {
    const { committed } = this.sides[system]
    const count = Math.ceil((perSecond * seconds) / ROOMS) * ROOMS
    await this.rest.come(this.bench.stores.papo.databaseUrl)
    await committed.mark()
    const accepted = await this.senders.call('steadily', { system, count, perSecond })
    const arrived = await committed.arrive(count)
    requireWhole(system, faults(count, accepted, arrived))
    const { p50Ms, p99Ms } = await committed.times()
    const run = { system, p50Ms, p99Ms }
    const wait = `accepted to committed p50 ${p50Ms.toFixed(1)} ms p99 ${p99Ms.toFixed(1)} ms`
    this.bench.say(`P3 ${system} at ${perSecond} messages/s: ${wait}`)
    return run
  }

  /** @param {System} system */
  #groups(system) {
    const { workerPid, backPids } = this.sides[system]
    const { redisPid, postgresPid } = this.bench.stores[system === 'papo' ? 'papo' : 'baseline']
    return {
      worker: () => cpuUsOf(workerPid),
      backs: () => backPids.reduce((sum, pid) => sum + cpuUsOf(pid), 0),
      redis: () => cpuUsOf(redisPid),
      postgres: () => cpuUsOfTree(postgresPid),
      clients: () => cpuUsOf(ownPid) + cpuUsOf(this.senders.pid),
    }
  }
}

/** @param {number} count @param {number} accepted @param {number} arrived */
function faults(count, accepted, arrived) {
  return { 'not accepted': count - accepted, 'not in the table': count - arrived }
}

/** @param {DrainRun} run */
function describeDrain({ system, perSecond, usPerMessage, othersShare }) {
  const cpu = Object.entries(usPerMessage).map(([name, us]) => `${name} ${us.toFixed(0)}`)
  const others = `others took ${Math.round(othersShare * 100)} % of the machine`
  const rate = `${Math.round(perSecond)} messages/s committed`
  return `P3 ${system}: ${rate}; µs per message: ${cpu.join(', ')}; ${others}`
}

// @ts-check
// P5 and P7: what a connection costs that says nothing, and how many come in per second.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ENV } from '../storm/people.js'
import { Audience } from './audience.js'
import { guests, strangers } from './guests.js'
import { start } from './processes.js'
import { interleave, requireWhole } from './ratio.js'

const SOCKETS_PER_PERSON = 25
const PEOPLE_PER_ROOM = 20
const COLLECTED_WITHIN_MS = 15_000

/**
 * @typedef {Exclude<import('./crowd.js').System, 'centrifuge'>} System
 * @typedef {import('./crowd.js').Seat} Seat
 * @typedef {import('./guests.js').Guest} Guest
 * @typedef {import('./processes.js').Bench} Bench
 * @typedef {{ kibPerConnection: number, connectedPerSecond: number }} IdleRun
 */

/**
 * Every run has a new server, because memory is not given back.
 * @param {Bench} bench
 * @param {{ pairs: number, connections: number, calmMs: number }} extent the first fifth warms the server up and is not
 *   counted; `calmMs`: in which it does what it still has to do for those who have come
 * @returns {Promise<{ a: IdleRun, b: IdleRun }[]>} a is Papo, b the baseline
 */
export async function measureIdle(bench, { pairs, connections, calmMs }) {
  const rooms = Math.ceil(connections / SOCKETS_PER_PERSON / PEOPLE_PER_ROOM)
  const shape = { rooms, membersPerRoom: PEOPLE_PER_ROOM }
  const migrating = await start('back', bench)
  await migrating.stop()
  const people = {
    papo: await guests(bench.stores.papo.databaseUrl, shape),
    bare: strangers(shape),
  }
  const one = (/** @type {System} */ system) =>
    run(bench, { system, connections, calmMs, people: people[system] })
  return interleave(pairs, { a: () => one('papo'), b: () => one('bare') })
}

/**
 * @param {Bench} bench
 * @param {{ system: System, connections: number, calmMs: number, people: Guest[] }} how
 * @returns {Promise<IdleRun>}
 */
async function run(bench, { system, connections, calmMs, people }) {
  const audience = new Audience(bench.ending, 'fanout-clients.js')
  const memory = new LiveMemory()
  bench.ending.add(async () => memory.forget())
  const env = { ...ENV, ...memory.env, MAX_SOCKETS_PER_USER: '1000' }
  const server = await start(system === 'papo' ? 'back' : 'bare', bench, env)
  try {
    const seats = seatsAt(server.origin, people, connections)
    const first = Math.floor(connections / 5)
    const whom = { crowd: system, system, instances: 1 }
    await audience.connect({ ...whom, seats: seats.slice(0, first) })
    await sleep(calmMs)
    const before = await memory.of(server.pid)
    const startMs = performance.now()
    await audience.connect({ ...whom, seats: seats.slice(first) })
    const seconds = (performance.now() - startMs) / 1000
    await sleep(calmMs)
    requireWhole(system, { 'connections lost': connections - (await audience.total('open')) })
    const kibPerConnection = ((await memory.of(server.pid)) - before) / 1024 / (connections - first)
    const connectedPerSecond = (connections - first) / seconds
    const rate = `${connectedPerSecond.toFixed(0)} connected per second`
    bench.say(`P5 ${system} ${kibPerConnection.toFixed(1)} KiB per connection, ${rate}`)
    return { kibPerConnection, connectedPerSecond }
  } finally {
    await audience.stop()
    await server.stop()
  }
}

/** @param {string} origin @param {Guest[]} people @param {number} connections @returns {Seat[]} */
function seatsAt(origin, people, connections) {
  return Array.from({ length: connections }, (_, index) => {
    const { roomId = '', headers = {} } = people[index % people.length] ?? {}
    return { index, roomId, origin, headers: { ...headers, origin } }
  })
}

/** Asks a server that was started with its `env` what it holds that is no garbage. */
class LiveMemory {
  #dir = mkdtempSync(join(tmpdir(), 'papo-memory-'))
  #file = join(this.#dir, 'bytes')

  get env() {
    const preload = new URL('live-memory.js', import.meta.url).href
    return { NODE_OPTIONS: `--import ${preload}`, LIVE_MEMORY_FILE: this.#file }
  }

  /** @param {number} pid @returns {Promise<number>} in bytes */
  async of(pid) {
    rmSync(this.#file, { force: true })
    process.kill(pid, 'SIGUSR2')
    for (const deadline = Date.now() + COLLECTED_WITHIN_MS; Date.now() < deadline; await sleep(50)) {
      try {
        return Number(readFileSync(this.#file, 'utf8'))
      } catch {
        // not yet there
      }
    }
    throw new Error(`process ${pid} does not say what it holds`)
  }

  forget() {
    rmSync(this.#dir, { recursive: true, force: true })
  }
}

// @ts-check
// P5 and P7: what a connection costs that says nothing, and how many come in per second.
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { total } from './fanout-seats.js'
import { register, seatInRooms } from './people.js'
import { start } from './processes.js'
import { interleave, requireWhole } from './ratio.js'
import { Remote } from './remote.js'

const CLIENT_PROCESSES = 2
const SOCKETS_PER_PERSON = 25
const PEOPLE_PER_ROOM = 20
const CALM_MS = 5_000
const PAGE_BYTES = 4096

/**
 * @typedef {import('./crowd.js').System} System
 * @typedef {import('./crowd.js').Seat} Seat
 * @typedef {import('./processes.js').Bench} Bench
 * @typedef {{ kibPerConnection: number, connectedPerSecond: number }} IdleRun
 */

/**
 * Every run has a new server, because memory is not given back.
 * @param {Bench} bench
 * @param {{ pairs: number, connections: number }} extent the first fifth warms the server up and is not counted
 * @returns {Promise<{ a: IdleRun, b: IdleRun }[]>} a is Papo, b the baseline
 */
export async function measureIdle(bench, { pairs, connections }) {
  return interleave(pairs, {
    a: () => run(bench, 'papo', connections),
    b: () => run(bench, 'bare', connections),
  })
}

/** @param {Bench} bench @param {System} system @param {number} connections @returns {Promise<IdleRun>} */
async function run(bench, system, connections) {
  const file = new URL('./fanout-clients.js', import.meta.url)
  const clients = Array.from({ length: CLIENT_PROCESSES }, () => new Remote(file))
  const server = await start(system === 'papo' ? 'back' : 'bare', bench, { MAX_SOCKETS_PER_USER: '1000' })
  try {
    const seats = await seatsAt(server.origin, system, connections)
    const first = Math.floor(connections / 5)
    await connect(clients, system, seats.slice(0, first))
    await sleep(CALM_MS)
    const before = bytesOf(server.pid)
    const startMs = performance.now()
    await connect(clients, system, seats.slice(first))
    const seconds = (performance.now() - startMs) / 1000
    await sleep(CALM_MS)
    requireWhole(system, { 'connections lost': connections - (await total(clients, 'open')) })
    const result = {
      kibPerConnection: (bytesOf(server.pid) - before) / 1024 / (connections - first),
      connectedPerSecond: (connections - first) / seconds,
    }
    const { kibPerConnection, connectedPerSecond } = result
    bench.say(
      `P5 ${system} ${kibPerConnection.toFixed(1)} KiB per connection, ${connectedPerSecond.toFixed(0)} connected per second`,
    )
    return result
  } finally {
    await Promise.all(clients.map((client) => client.stop()))
    process.kill(server.pid)
  }
}

/** @param {string} origin @param {System} system @param {number} connections @returns {Promise<Seat[]>} */
async function seatsAt(origin, system, connections) {
  const count = Math.ceil(connections / SOCKETS_PER_PERSON)
  const people = system === 'papo' ? await register([origin], `idle-${Date.now().toString(36)}`, count) : []
  const rooms = await seatInRooms(people, PEOPLE_PER_ROOM)
  return Array.from({ length: connections }, (_, index) => {
    const person = index % count
    const roomId = rooms[person] ?? `bench-${Math.floor(person / PEOPLE_PER_ROOM)}`
    return { index, roomId, origin, headers: people[person]?.headers ?? {} }
  })
}

/** @param {Remote[]} clients @param {System} system @param {Seat[]} seats */
async function connect(clients, system, seats) {
  await Promise.all(
    clients.map((client, number) => {
      const own = seats.filter(({ index }) => index % clients.length === number)
      return client.call('connect', { system, seats: own })
    }),
  )
}

/** Of its own, in memory. @param {number} pid */
function bytesOf(pid) {
  const [, resident = 0, shared = 0] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ').map(Number)
  return (resident - shared) * PAGE_BYTES
}

// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'
import { register, seatInRooms } from './people.js'
import { start } from './processes.js'

/**
 * @typedef {import('./crowd.js').System} System
 * @typedef {import('./crowd.js').Seat} Seat
 * @typedef {import('./remote.js').Remote} Remote
 * @typedef {import('./processes.js').Bench} Bench
 * @typedef {{ backs: number[], worker?: number }} Pids
 */

export const ROOMS = 10
export const MEMBERS_PER_ROOM = 100
const PEOPLE = ROOMS * MEMBERS_PER_ROOM
const QUIET_DEADLINE_MS = 20_000

/**
 * Two bare servers, and every member connected to one of them.
 * @param {Bench} bench @param {Remote[]} clients @returns {Promise<Pids>}
 */
export async function seatBare(bench, clients) {
  const servers = [await start('bare', bench), await start('bare', bench)]
  const seats = Array.from({ length: PEOPLE }, (_, index) => ({
    index,
    roomId: `bench-${Math.floor(index / MEMBERS_PER_ROOM)}`,
    origin: servers[index % servers.length]?.origin ?? '',
    headers: {},
  }))
  await connectAll(clients, 'bare', seats)
  return { backs: servers.map(({ pid }) => pid) }
}

/**
 * Two instances and a worker of Papo, and every member registered, in a room and connected.
 * @param {Bench} bench @param {Remote[]} clients @returns {Promise<Pids>}
 */
export async function seatPapo(bench, clients) {
  const backs = [await start('back', bench), await start('back', bench)]
  const worker = await start('worker', bench)
  bench.say(`registering ${PEOPLE} people`)
  const people = await register(
    backs.map(({ origin }) => origin),
    'fanout',
    PEOPLE,
  )
  const rooms = await seatInRooms(people, MEMBERS_PER_ROOM)
  const seats = people.map(({ origin, headers }, index) => ({
    index,
    roomId: rooms[index] ?? '',
    origin,
    headers,
  }))
  bench.say('connecting them')
  await connectAll(clients, 'papo', seats)
  return { backs: backs.map(({ pid }) => pid), worker: worker.pid }
}

/** Until the arrivals have been announced to everyone. @param {Remote[]} clients */
export async function quiet(clients) {
  const deadline = Date.now() + QUIET_DEADLINE_MS
  let frames = await total(clients, 'frames')
  for (let last = -Infinity; frames - last > PEOPLE / 10 && Date.now() < deadline;) {
    last = frames
    await sleep(1000)
    frames = await total(clients, 'frames')
  }
}

/** @param {Remote[]} clients @param {string} name @returns {Promise<number>} the sum of what each answers */
export async function total(clients, name) {
  const parts = await Promise.all(clients.map((client) => client.call(name)))
  return parts.reduce((sum, part) => sum + part, 0)
}

/** Every client process holds members on both instances. @param {Remote[]} clients @param {System} system @param {Seat[]} seats */
async function connectAll(clients, system, seats) {
  await Promise.all(
    clients.map((client, number) => {
      const own = seats.filter(({ index }) => Math.floor(index / 2) % clients.length === number)
      return client.call('connect', { system, seats: own })
    }),
  )
}

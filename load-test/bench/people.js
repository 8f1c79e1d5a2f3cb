// @ts-check
import { randomBytes } from 'node:crypto'
import { Identity } from '../websocket/identity.js'

const AT_ONCE = 8

/**
 * Registers people over HTTP, each once.
 * @param {string[]} origins asked in turns
 * @param {string} label
 * @param {number} count
 */
export async function register(origins, label, count) {
  const people = Array.from({ length: count }, (_, index) => {
    const origin = origins[index % origins.length] ?? ''
    return new Identity(origin, `${label}-${index}`, randomBytes(18).toString('base64url'))
  })
  await inTurns(people, (person) => person.register())
  return people
}

/**
 * Rooms of equal size; person `i` sits in room `i / membersPerRoom`, and the first of each makes it.
 * @param {Identity[]} people
 * @param {number} membersPerRoom
 * @returns {Promise<string[]>} the room of every person
 */
export async function seatInRooms(people, membersPerRoom) {
  const founders = people.filter((_, index) => index % membersPerRoom === 0)
  /** @type {Map<number, string>} */
  const rooms = new Map()
  await inTurns(founders, async (founder, number) => {
    const { room } = await founder.call('POST', '/rooms', { name: `Bench ${number}`, kind: 'public' })
    rooms.set(number, room.id)
  })
  const seats = people.map((_, index) => rooms.get(Math.floor(index / membersPerRoom)) ?? '')
  await inTurns(people, async (person, index) => {
    if (index % membersPerRoom !== 0) await person.call('POST', `/rooms/${seats[index]}/join`)
  })
  return seats
}

/** @template T @param {T[]} items @param {(item: T, index: number) => Promise<unknown>} act */
async function inTurns(items, act) {
  const waiting = items.entries()
  const walk = async () => {
    for (const [index, item] of waiting) await act(item, index)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, walk))
}

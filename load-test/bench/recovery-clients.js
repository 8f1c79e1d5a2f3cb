// @ts-check
// A process full of people who come back when they lose their connection. The parent calls it.
import { setTimeout as sleep } from 'node:timers/promises'
import { Member } from './crowd.js'
import { serve } from './remote.js'
import { MANNERS, returnDelayMs } from './return-delay.js'

const ATTEMPT_MS = 8_000
const CONNECTING_AT_ONCE = 20

/**
 * @typedef {Exclude<import('./crowd.js').System, 'centrifuge'>} System
 * @typedef {import('./crowd.js').Seat} Seat
 */

class Person {
  /** @type {Member | undefined} */
  #member
  #isGone = false
  /** When the connection broke, and when the person was in the room again. @type {bigint | undefined} */
  lostNs
  /** @type {bigint | undefined} */
  backNs

  /** @param {System} system @param {Seat} seat */
  constructor(system, seat) {
    this.system = system
    this.seat = seat
  }

  get isHere() {
    return this.#member?.socket.isOpen ?? false
  }

  async come() {
    const member = new Member(this.system, this.seat)
    try {
      const broken = new Promise((_, reject) => (member.socket.onClose = reject))
      await Promise.race([member.connect(), broken, tooLate()])
      if (!member.socket.isOpen) throw new Error('closed at once')
    } catch (error) {
      member.socket.close()
      throw error
    }
    member.socket.onClose = () => this.#lose()
    this.#member = member
  }

  leave() {
    this.#isGone = true
    this.#member?.socket.close()
  }

  #lose() {
    if (this.#isGone) return
    this.#member = undefined
    this.backNs = undefined
    this.lostNs ??= process.hrtime.bigint()
    void this.#return()
  }

  async #return() {
    for (let failures = 0; !this.#isGone; failures++) {
      await sleep(returnDelayMs(MANNERS[this.system], failures, Math.random()))
      try {
        await this.come()
        this.backNs = process.hrtime.bigint()
        return
      } catch {
        // tries again, as the web app does
      }
    }
  }
}

/** @type {Map<System, Person[]>} */
const crowds = new Map()

serve({
  /** @param {{ crowd: System, seats: Seat[] }} argument */
  connect: async ({ crowd, seats }) => {
    const people = seats.map((seat) => new Person(crowd, seat))
    crowds.set(crowd, people)
    const waiting = people.values()
    const walk = async () => {
      for (const person of waiting) await person.come()
    }
    await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, walk))
  },
  here: () => [...crowds.values()].flat().filter(({ isHere }) => isHere).length,
  /** When each who had been lost was back, and how many were lost. */
  returned: () => {
    const lost = [...crowds.values()].flat().filter(({ lostNs }) => lostNs !== undefined)
    return { lost: lost.length, backNs: lost.flatMap(({ backNs }) => (backNs === undefined ? [] : [backNs])) }
  },
  leave: () => {
    for (const person of [...crowds.values()].flat()) person.leave()
    crowds.clear()
  },
})

async function tooLate() {
  await sleep(ATTEMPT_MS, undefined, { ref: false })
  throw new Error('no answer')
}

// @ts-check
import { CENTRIFUGE, SOCKET_IO } from './packet.js'
import { RawSocket } from './raw-socket.js'

/**
 * @typedef {'bare' | 'centrifuge' | 'papo'} System
 * @typedef {{ index: number, roomId: string, origin: string, headers: Record<string, string> }} Seat
 */

/** How each system is spoken to. */
export const PROTOCOLS = /** @type {const} */ ({
  bare: { language: SOCKET_IO, join: 'join', send: 'message', deliver: 'message' },
  centrifuge: { language: CENTRIFUGE, join: 'subscribe', send: 'publish', deliver: 'publication' },
  papo: { language: SOCKET_IO, join: undefined, send: 'message:send', deliver: 'room:events' },
})

/** Of each process: a crowd that comes back does not wait for each other. */
const CONNECTING_AT_ONCE = 100

/** One connected member of one room, and what it has received of the batch under way. */
export class Member {
  /** How often each message of the batch arrived. */
  counts = new Uint8Array(0)
  disorder = 0
  #lastSeq = 0
  /** @type {(member: Member, body: string) => void} */
  onMessage = () => undefined

  /** @param {System} system @param {Seat} seat */
  constructor(system, seat) {
    this.system = system
    this.seat = seat
    this.socket = new RawSocket(seat.origin, seat.headers, PROTOCOLS[system].language)
  }

  /** Resolves when the member is in its room. */
  async connect() {
    const { socket, seat } = this
    const { join, deliver } = PROTOCOLS[this.system]
    const ready = new Promise((resolve) => {
      socket.onEvent = (name, payload) => {
        if (name === deliver) this.#deliver(payload)
        else if (name === 'ready') resolve(undefined)
      }
    })
    await socket.connect()
    if (!join) return void (await ready)
    const { ok } = await new Promise((resolve) => socket.send(join, seat.roomId, resolve))
    if (!ok) throw new Error(`${this.system} let nobody into ${seat.roomId}`)
  }

  /** @param {number} messages */
  expect(messages) {
    this.counts = new Uint8Array(messages)
    this.disorder = this.socket.frames = 0
  }

  /** @param {any} payload one message of a baseline, or Papo's events */
  #deliver(payload) {
    if (!Array.isArray(payload)) return this.onMessage(this, payload.body)
    for (const { roomId, type, seq, data } of payload) {
      if (roomId !== this.seat.roomId || type !== 'message.sent') continue
      if (this.#lastSeq !== 0 && seq !== this.#lastSeq + 1) this.disorder++
      this.#lastSeq = seq
      this.onMessage(this, data.body)
    }
  }
}

/** @param {System} system @param {Seat[]} seats */
export async function seatAll(system, seats) {
  /** @type {Member[]} */
  const members = []
  const waiting = seats.values()
  const walk = async () => {
    for (const seat of waiting) {
      const member = new Member(system, seat)
      await member.connect()
      members.push(member)
    }
  }
  await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, walk))
  return members
}

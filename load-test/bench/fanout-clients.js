// @ts-check
// A process full of sockets: sends on schedule, counts what every socket receives. The parent calls it.
import { uuidV7 } from '../websocket/random.js'
import { PROTOCOLS, seatAll } from './crowd.js'
import { serve } from './remote.js'

/**
 * @typedef {import('./crowd.js').Member} Member
 * @typedef {import('./crowd.js').System} System
 * @typedef {{ system: System, number: number, messages: number, perSecond: number, rooms: number,
 *   membersPerRoom: number, size: number, startNs: bigint }} Batch `messages` and `perSecond` are per room
 * @typedef {{ sent: number, acked: number, refused: number, delivered: number, missing: number, doubled: number,
 *   disorder: number, frames: number, latencyMs: Float64Array }} Tally
 */

/** @type {Map<System, Member[]>} */
const crowds = new Map()
/** @type {Member[]} */
const connected = []

class Run {
  sent = 0
  acked = 0
  refused = 0
  delivered = 0

  /** @param {Batch} batch @param {Member[]} members */
  constructor(batch, members) {
    this.batch = batch
    this.members = members
    // Twice what is expected: a doubled delivery must be counted, not dropped.
    this.latencyMs = new Float64Array(2 * members.length * batch.messages)
    for (const member of members) {
      member.expect(batch.messages)
      member.onMessage = (who, body) => this.#receive(who, body)
    }
  }

  /** Sends everything that is due, then sleeps until the next: open loop, whatever the server does. */
  pace(plan = this.#plan()) {
    const next = plan[this.sent]
    if (!next) return
    const earlyMs = Number(next.atNs - process.hrtime.bigint()) / 1e6
    if (earlyMs > 0) setTimeout(() => this.pace(plan), earlyMs)
    else {
      this.#send(next)
      setImmediate(() => this.pace(plan))
    }
  }

  /** @returns {Tally} */
  tally() {
    const { sent, acked, refused, delivered, members } = this
    const tally = { sent, acked, refused, delivered, missing: 0, doubled: 0, disorder: 0, frames: 0 }
    for (const { counts, disorder, socket } of members) {
      for (const count of counts) {
        if (count === 0) tally.missing++
        else tally.doubled += count - 1
      }
      tally.disorder += disorder
      tally.frames += socket.frames
    }
    return { ...tally, latencyMs: this.latencyMs.slice(0, delivered) }
  }

  /** This process's share of the messages, in order of time: the members of a room take turns. */
  #plan() {
    const { messages, rooms, membersPerRoom, perSecond, startNs } = this.batch
    const seated = new Map(this.members.map((member) => [member.seat.index, member]))
    const plan = []
    for (let message = 0; message < messages; message++)
      for (let room = 0; room < rooms; room++) {
        const member = seated.get(room * membersPerRoom + (message % membersPerRoom))
        const seconds = (message + room / rooms) / perSecond
        if (member) plan.push({ member, message, atNs: startNs + BigInt(Math.round(seconds * 1e9)) })
      }
    return plan
  }

  /** @param {{ member: Member, message: number, atNs: bigint }} planned */
  #send({ member, message, atNs }) {
    const { system, number, size } = this.batch
    const body = `${`${number}:${message}:${atNs}:`.padEnd(size - 1, 'papo ')}.`
    const payload = { roomId: member.seat.roomId, clientId: uuidV7(), body }
    this.sent++
    member.socket.send(PROTOCOLS[system].send, payload, ({ ok }) => {
      if (ok) this.acked++
      else this.refused++
    })
  }

  /** @param {Member} member @param {string} body */
  #receive(member, body) {
    const [number, message = '', atNs = '0'] = body.split(':', 3)
    const index = Number(message)
    if (Number(number) !== this.batch.number || body.length !== this.batch.size) return
    this.latencyMs[this.delivered++] = Number(process.hrtime.bigint() - BigInt(atNs)) / 1e6
    member.counts[index] = (member.counts[index] ?? 0) + 1
  }
}

/** @type {Run | undefined} */
let run

serve({
  /** @param {{ system: System, seats: import('./crowd.js').Seat[] }} argument */
  connect: async ({ system, seats }) => {
    const members = await seatAll(system, seats)
    connected.push(...members)
    crowds.set(system, members)
  },
  open: () => connected.filter(({ socket }) => socket.isOpen).length,
  /** @param {Batch} batch */
  start: (batch) => {
    run = new Run(batch, crowds.get(batch.system) ?? [])
    run.pace()
  },
  delivered: () => run?.delivered ?? 0,
  frames: () => [...crowds.values()].flat().reduce((sum, { socket }) => sum + socket.frames, 0),
  tally: () => run?.tally(),
})

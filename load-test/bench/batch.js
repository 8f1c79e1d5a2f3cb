// @ts-check
import { uuidV7 } from '../websocket/random.js'
import { PROTOCOLS } from './crowd.js'

/**
 * @typedef {import('./crowd.js').Member} Member
 * @typedef {{ perSecond: number }} Steady messages per room: open loop, each at its time whatever the server does
 * @typedef {{ inFlight: number, seconds: number }} Flood so many messages of a process are under way at any time
 * @typedef {Steady | Flood} Pace
 * @typedef {{ crowd: string, number: number, rooms: number, membersPerRoom: number, messages: number, size: number,
 *   startNs: bigint, pace: Pace, apart: number }} Batch `messages` per room, at most; of `apart` instances
 *   only those deliveries are timed that went from one to another (1: all are)
 * @typedef {{ sent: number, answered: number, delivered: number, ended: boolean }} Progress
 * @typedef {{ sent: number, acked: number, refused: number, delivered: number, distinct: number, disorder: number,
 *   frames: number, lastNs: bigint, latencyMs: Float64Array }} Tally `distinct`: deliveries without their repetitions
 * @typedef {{ member: Member, message: number, atNs: bigint }} Planned
 */

/** One process's part of a load: sends, and counts what each of its sockets receives. */
export class Running {
  #sent = 0
  #acked = 0
  #refused = 0
  #delivered = 0
  #timed = 0
  #inFlight = 0
  #lastNs = 0n
  #planned = true
  #latencyMs

  /** @param {Batch} batch @param {Member[]} members */
  constructor(batch, members) {
    this.batch = batch
    this.members = members
    this.plan = this.#turns()
    // Twice what is expected: a doubled delivery must be counted, not dropped. A flood is not timed.
    this.#latencyMs = new Float64Array('perSecond' in batch.pace ? 2 * members.length * batch.messages : 0)
    for (const member of members) {
      member.expect(batch.messages)
      member.onMessage = (who, body) => this.#receive(who, body)
    }
  }

  start() {
    const { pace, startNs } = this.batch
    if ('perSecond' in pace) return this.#keepTime(this.#next())
    setTimeout(() => this.#fill(), Number(startNs - process.hrtime.bigint()) / 1e6)
  }

  /** @returns {Progress} */
  get progress() {
    const isOver = this.#endNs !== undefined && process.hrtime.bigint() >= this.#endNs
    return {
      sent: this.#sent,
      answered: this.#acked + this.#refused,
      delivered: this.#delivered,
      ended: isOver || !this.#planned,
    }
  }

  /** @returns {Tally} */
  get tally() {
    const { members } = this
    let [distinct, disorder, frames] = [0, 0, 0]
    for (const member of members) {
      for (const count of member.counts) if (count > 0) distinct++
      disorder += member.disorder
      frames += member.socket.frames
    }
    const [sent, acked, refused, delivered] = [this.#sent, this.#acked, this.#refused, this.#delivered]
    const latencyMs = this.#latencyMs.slice(0, this.#timed)
    return { sent, acked, refused, delivered, distinct, disorder, frames, lastNs: this.#lastNs, latencyMs }
  }

  /** When a flood ends. */
  get #endNs() {
    const { pace, startNs } = this.batch
    return 'seconds' in pace ? startNs + BigInt(Math.round(pace.seconds * 1e9)) : undefined
  }

  /** This process's share of the messages, in order of time: the members of a room take turns. @returns {Generator<Planned, undefined>} */
  *#turns() {
    const { messages, rooms, membersPerRoom, pace, startNs } = this.batch
    const seated = new Map(this.members.map((member) => [member.seat.index, member]))
    const perSecond = 'perSecond' in pace ? pace.perSecond : Infinity
    for (let message = 0; message < messages; message++)
      for (let room = 0; room < rooms; room++) {
        const member = seated.get(room * membersPerRoom + (message % membersPerRoom))
        const seconds = (message + room / rooms) / perSecond
        if (member) yield { member, message, atNs: startNs + BigInt(Math.round(seconds * 1e9)) }
      }
  }

  /** @returns {Planned | undefined} */
  #next() {
    const { value } = this.plan.next()
    this.#planned = value !== undefined
    return value
  }

  /** Sends what is due, then sleeps until the next. @param {Planned | undefined} due */
  #keepTime(due) {
    if (!due) return
    const earlyMs = Number(due.atNs - process.hrtime.bigint()) / 1e6
    if (earlyMs > 0) return void setTimeout(() => this.#keepTime(due), earlyMs)
    this.#send(due)
    setImmediate(() => this.#keepTime(this.#next()))
  }

  /** Sends until so many are under way: one is while its sender has not received it. */
  #fill() {
    const { pace } = this.batch
    if (!('inFlight' in pace)) return
    while (this.#inFlight < pace.inFlight && !this.progress.ended) {
      const next = this.#next()
      if (!next) return
      this.#inFlight++
      this.#send({ ...next, atNs: process.hrtime.bigint() })
    }
  }

  /** @param {Planned} planned */
  #send({ member, message, atNs }) {
    const { number, size } = this.batch
    const body = `${`${number}:${message}:${atNs}:`.padEnd(size - 1, 'papo ')}.`
    const payload = { roomId: member.seat.roomId, clientId: uuidV7(), body }
    this.#sent++
    member.socket.send(PROTOCOLS[member.system].send, payload, ({ ok }) => {
      if (ok) this.#acked++
      else this.#refused++
    })
  }

  /** @param {Member} member @param {string} body */
  #receive(member, body) {
    const { number: current, size, membersPerRoom, apart } = this.batch
    const [number, message = '', atNs = '0'] = body.split(':', 3)
    const index = Number(message)
    if (Number(number) !== current || body.length !== size) return
    this.#lastNs = process.hrtime.bigint()
    this.#delivered++
    member.counts[index] = (member.counts[index] ?? 0) + 1
    const place = member.seat.index % membersPerRoom
    const sender = index % membersPerRoom
    if (isTimed({ place, sender, apart }))
      this.#latencyMs[this.#timed++] = Number(this.#lastNs - BigInt(atNs)) / 1e6
    if (place !== sender) return
    this.#inFlight--
    this.#fill()
  }
}

/**
 * Whether sender and receiver are on different instances: places are dealt out in turns.
 * @param {{ place: number, sender: number, apart: number }} delivery
 */
export function isTimed({ place, sender, apart }) {
  return apart === 1 || (place - sender) % apart !== 0
}

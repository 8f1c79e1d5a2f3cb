// @ts-check
import { uuidV7 } from '../websocket/random.js'
import { nowMs } from './clock.js'
import { PROTOCOLS } from './crowd.js'

/**
 * @typedef {import('./crowd.js').Member} Member
 * @typedef {{ perSecond: number }} Steady messages per room: open loop, each at its time whatever the server does
 * @typedef {{ inFlight: number, seconds: number }} Flood so many messages of a process are under way at any time
 * @typedef {Steady | Flood} Pace
 * @typedef {{ crowd: string, number: number, rooms: number, membersPerRoom: number, messages: number, size: number,
 *   startMs: number, pace: Pace, apart: number }} Batch `messages` per room, at most; of `apart` instances
 *   only those deliveries are timed that went from one to another (1: all are)
 * @typedef {{ sent: number, answered: number, delivered: number, ended: boolean }} Progress
 * @typedef {{ sent: number, acked: number, refused: number, delivered: number, distinct: number, disorder: number,
 *   frames: number, lastMs: number, latencyMs: Float64Array }} Tally `distinct`: deliveries without their repetitions
 * @typedef {{ member: Member, message: number, atMs: number }} Planned
 * @typedef {{ message: number, sender: number, atMs: number } | undefined} Stamp what a body says; nothing, if it is of another batch
 */

/** Bodies are read once, and not for each socket of a process: more are kept than are under way. */
const BODIES_KEPT = 2_048

/** One process's part of a load: sends, and counts what each of its sockets receives. */
export class Running {
  #sent = 0
  #acked = 0
  #refused = 0
  #delivered = 0
  #timed = 0
  #inFlight = 0
  #lastMs = 0
  #planned = true
  /** @type {Map<string, Stamp>} */
  #stamps = new Map()
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
    const { pace, startMs } = this.batch
    if ('perSecond' in pace) return this.#keepTime(this.#next())
    setTimeout(() => this.#fill(), startMs - nowMs())
  }

  /** @returns {Progress} */
  get progress() {
    const isOver = nowMs() >= this.#endMs
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
    return { sent, acked, refused, delivered, distinct, disorder, frames, lastMs: this.#lastMs, latencyMs }
  }

  /** When a flood ends. */
  get #endMs() {
    const { pace, startMs } = this.batch
    return 'seconds' in pace ? startMs + pace.seconds * 1_000 : Infinity
  }

  /** This process's share of the messages, in order of time: the members of a room take turns. @returns {Generator<Planned, undefined>} */
  *#turns() {
    const { messages, rooms, membersPerRoom, pace, startMs } = this.batch
    const seated = new Map(this.members.map((member) => [member.seat.index, member]))
    const perSecond = 'perSecond' in pace ? pace.perSecond : Infinity
    for (let message = 0; message < messages; message++)
      for (let room = 0; room < rooms; room++) {
        const member = seated.get(room * membersPerRoom + (message % membersPerRoom))
        const seconds = (message + room / rooms) / perSecond
        if (member) yield { member, message, atMs: startMs + seconds * 1_000 }
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
    const earlyMs = due.atMs - nowMs()
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
      this.#send({ ...next, atMs: nowMs() })
    }
  }

  /** @param {Planned} planned */
  #send({ member, message, atMs }) {
    const { number, size } = this.batch
    const body = `${`${number}:${message}:${atMs}:`.padEnd(size - 1, 'papo ')}.`
    const payload = { roomId: member.seat.roomId, clientId: uuidV7(), body }
    this.#sent++
    member.socket.send(PROTOCOLS[member.system].send, payload, ({ ok }) => {
      if (ok) this.#acked++
      else this.#refused++
    })
  }

  /** @param {Member} member @param {string} body */
  #receive(member, body) {
    const stamp = this.#read(body)
    if (!stamp) return
    const { message, sender, atMs } = stamp
    const { membersPerRoom, apart, pace } = this.batch
    this.#lastMs = nowMs()
    this.#delivered++
    member.counts[message] = (member.counts[message] ?? 0) + 1
    const place = member.seat.index % membersPerRoom
    if ('perSecond' in pace && isTimed({ place, sender, apart }))
      this.#latencyMs[this.#timed++] = this.#lastMs - atMs
    if (place !== sender) return
    this.#inFlight--
    this.#fill()
  }

  /** @param {string} body @returns {Stamp} */
  #read(body) {
    if (this.#stamps.has(body)) return this.#stamps.get(body)
    const { number: current, size, membersPerRoom } = this.batch
    const [number, message, atMs] = body.split(':', 3).map(Number)
    const isOfThis = number === current && body.length === size && message !== undefined
    const stamp = isOfThis ? { message, sender: message % membersPerRoom, atMs: atMs ?? 0 } : undefined
    if (this.#stamps.size === BODIES_KEPT) this.#stamps.clear()
    this.#stamps.set(body, stamp)
    return stamp
  }
}

/**
 * Whether sender and receiver are on different instances: places are dealt out in turns.
 * @param {{ place: number, sender: number, apart: number }} delivery
 */
export function isTimed({ place, sender, apart }) {
  return apart === 1 || (place - sender) % apart !== 0
}

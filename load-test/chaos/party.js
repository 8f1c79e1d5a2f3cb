// @ts-check
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { register } from '../bench/people.js'
import { Client } from '../websocket/client.js'
import { settle } from '../websocket/crowd.js'
import { randomText, uuidV7 } from '../websocket/random.js'
import { Recorder } from '../websocket/recorder.js'

/**
 * @typedef {import('../websocket/identity.js').Identity} Identity
 * @typedef {{ clientId: string, body: string, [key: string]: unknown }} Asked also with keys that nobody should send
 * @typedef {{ people: number, rooms: number, perSecond: number, talkMs: number }} Size `perSecond`: messages of each
 */

/** @type {Size} */
export const SIZE = { people: 16, rooms: 4, perSecond: 5, talkMs: 5_000 }
/** Everyone stays under the limits that a Papo has by default. @type {Size} */
export const SMALL_SIZE = { people: 16, rooms: 4, perSecond: 0.35, talkMs: 15_000 }
const BODY_MAX = 120
const ANSWER_MS = 10_000

/** People are registered once for many runs. @param {string} origin @param {number} count @returns {Promise<Identity[]>} */
export const invite = (origin, count) => register([origin], `chaos-${randomBytes(3).toString('hex')}`, count)

/** Some people in some rooms, who talk while something happens to the cluster, and write down all that they see. */
export class Party {
  recorder = new Recorder()
  /** @type {Client[]} */
  clients = []
  /** @type {string[]} */
  roomIds = []
  /** @type {Client[]} */
  dismissed = []
  /** @type {import('./checker.js').Leaver[]} */
  leavers = []

  /** @param {Identity[]} people @param {Size} size @param {() => number} random */
  constructor(people, size, random) {
    this.people = people
    this.size = size
    this.random = random
  }

  /** New rooms for every run, so that no run sees what another left. */
  async gather() {
    const { people, size, recorder } = this
    // Many runs take longer than a login holds.
    await Promise.all(people.map((who) => who.refresh()))
    const founders = people.slice(0, size.rooms)
    this.roomIds = await Promise.all(
      founders.map(async (founder, n) => {
        const { room } = await founder.call('POST', '/rooms', { name: `Chaos ${n}`, kind: 'public' })
        return room.id
      }),
    )
    const seats = people.map((_, n) => this.roomIds[n % size.rooms] ?? '')
    await Promise.all(
      people.slice(size.rooms).map((who, n) => who.call('POST', `/rooms/${seats[n + size.rooms]}/join`)),
    )
    this.clients = people.map((identity, n) => new Client({ identity, roomId: seats[n] ?? '', recorder }))
    recorder.views = this.clients.map((client) => client.record)
    await Promise.all(this.clients.map((client) => client.connect()))
  }

  /** Everyone says something now and then, whatever the server does meanwhile. */
  async talk() {
    const { size, random, recorder } = this
    const everyMs = 1_000 / size.perSecond
    const end = recorder.now() + size.talkMs
    let count = 0
    await Promise.all(
      this.clients.map(async (client) => {
        await sleep(random() * everyMs)
        while (recorder.now() < end) {
          this.say(client, randomText(random, 8 + Math.floor(random() * BODY_MAX), `#${count++}`))
          await sleep(everyMs * (0.5 + random()))
        }
      }),
    )
  }

  /** @param {Client} client @param {string} body @param {string} [clientId] */
  say({ roomId, identity, outbox }, body, clientId = uuidV7()) {
    outbox.add({ clientId, roomId, senderId: identity.userId, body, intendedAt: this.recorder.now() })
  }

  /** Past the outbox, once. @param {Client} client @param {Asked} message */
  async ask({ socket, roomId }, message) {
    const payload = /** @type {any} */ ({ roomId, ...message })
    for (;;) {
      const reply = await socket.timeout(ANSWER_MS).emitWithAck('message:send', payload)
      if (reply.ok || reply.error.code !== 'rate_limited') return reply
      await sleep(reply.error.retryAfterMs ?? ANSWER_MS)
    }
  }

  /** The same, written down. @param {Client} client @param {Asked} message */
  async askAndNote(client, message) {
    const { roomId, identity, recorder } = client
    const { clientId, body } = message
    const at = recorder.now()
    const send = { clientId, body, roomId, senderId: identity.userId, intendedAt: at, sentAt: at }
    recorder.sends.set(clientId, recorder.sends.get(clientId) ?? send)
    const reply = await this.ask(client, message)
    if (reply.ok) client.outbox.noteAck(clientId, reply.data)
    return reply
  }

  /** Someone of the party. @template T @param {T[]} all @returns {T} */
  pick(all) {
    return /** @type {T} */ (all[Math.floor(this.random() * all.length)])
  }

  /**
   * @param {number} withinMs @param {{ stored: boolean }} until also known to their senders to be stored
   * @returns {Promise<boolean>} whether everyone has everything
   */
  async settle(withinMs, { stored }) {
    const deadline = Date.now() + withinMs
    for (;;) {
      if (!(await settle(this.clients, deadline - Date.now()))) return false
      if (!stored || this.clients.every(({ outbox }) => outbox.isEmpty)) return true
      await sleep(50)
    }
  }

  /** Has been put out of its room: what it says and sees from here on is judged otherwise. @param {Client} client */
  dismiss(client) {
    this.clients = this.clients.filter((one) => one !== client)
    this.recorder.views = this.recorder.views.filter((view) => view !== client.record)
    this.leavers.push({ view: client.record, outAt: this.recorder.now() })
    this.dismissed.push(client)
  }

  close() {
    for (const client of [...this.clients, ...this.dismissed]) client.close()
  }
}

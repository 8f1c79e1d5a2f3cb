// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from '../websocket/client.js'
import { randomText, uuidV7 } from '../websocket/random.js'
import { Recorder } from '../websocket/recorder.js'

const CONNECTING_AT_ONCE = 20
const BODY_CHARACTERS = 60
const SLOT_MS = 1_000

/** Many people with one socket each, who come back by themselves. */
export class Crowd {
  recorder = new Recorder()
  /** @type {Client[]} */
  clients = []
  /** When each was greeted, and when each tried, since the connections broke. @type {Map<Client, number>} */
  returned = new Map()
  /** @type {number[]} */
  attempts = []
  #brokenAt = 0
  #talking = new AbortController()

  /** @param {{ identity: import('../websocket/identity.js').Identity, roomId: string }[]} seats */
  async gather(seats) {
    const { recorder } = this
    this.clients = seats.map((seat) => new Client({ ...seat, recorder }))
    recorder.views = this.clients.map((client) => client.record)
    const waiting = this.clients.values()
    const walk = async () => {
      for (const client of waiting) {
        await client.connect()
        this.#follow(client)
      }
    }
    await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, walk))
  }

  /** @param {Client} client */
  #follow(client) {
    client.socket.on('ready', () => this.returned.set(client, this.#sinceBreak()))
    client.socket.io.on('reconnect_attempt', () => this.attempts.push(this.#sinceBreak()))
  }

  /** Someone says something, again and again, connected or not. @param {number} perSecond @param {() => number} random */
  async talk(perSecond, random) {
    const { signal } = this.#talking
    for (let n = 0; !signal.aborted; n++) {
      const client = this.clients[Math.floor(random() * this.clients.length)]
      if (client) this.#say(client, randomText(random, BODY_CHARACTERS, `#${n}`))
      await sleep(1_000 / perSecond, undefined, { signal }).catch(() => undefined)
    }
  }

  hush() {
    this.#talking.abort()
  }

  /** @param {Client} client @param {string} body */
  #say({ roomId, identity, outbox }, body) {
    const send = { clientId: uuidV7(), roomId, senderId: identity.userId, body }
    outbox.add({ ...send, intendedAt: this.recorder.now() })
  }

  /** From here on returns are counted. */
  brace() {
    this.returned.clear()
    this.attempts = []
    this.#brokenAt = performance.now()
  }

  /** Cuts every connection as a dead network does: no goodbye. */
  cutAll() {
    for (const { socket } of this.clients) {
      const { transport } = /** @type {any} */ (socket.io.engine)
      transport.ws.terminate()
    }
  }

  get connected() {
    return this.clients.filter(({ socket }) => socket.connected)
  }

  /** Of the attempts to come back, how many fall into each second. */
  get spread() {
    /** @type {number[]} */
    const slots = []
    for (const at of this.attempts) {
      const slot = Math.floor(at / SLOT_MS)
      slots[slot] = (slots[slot] ?? 0) + 1
    }
    return Array.from(slots, (count) => count ?? 0)
  }

  close() {
    for (const client of this.clients) client.close()
  }

  #sinceBreak() {
    return performance.now() - this.#brokenAt
  }
}

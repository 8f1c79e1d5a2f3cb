// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'
import { Remote } from './remote.js'

const CLIENT_PROCESSES = 2
const QUIET_DEADLINE_MS = 20_000
const QUIET_MS = 500
/** Frames of pings and stragglers per connection that still count as quiet. */
const QUIET_SHARE = 0.1

/**
 * @typedef {import('./crowd.js').System} System
 * @typedef {import('./crowd.js').Seat} Seat
 * @typedef {import('./processes.js').Ending} Ending
 */

/** Whoever is connected, in processes of their own. */
export class Audience {
  #clients
  #people = 0

  /** @param {Ending} ending @param {string} program the file beside this one that the processes run */
  constructor(ending, program) {
    const file = new URL(program, import.meta.url)
    this.#clients = Array.from({ length: CLIENT_PROCESSES }, () => new Remote(file))
    ending.add(() => this.stop())
  }

  /** With ours, which asks how far they are. */
  get pids() {
    return [process.pid, ...this.#clients.map(({ pid }) => pid)]
  }

  /** @param {string} name @param {unknown} [argument] @returns {Promise<any[]>} what each process answers */
  ask(name, argument) {
    return Promise.all(this.#clients.map((client) => client.call(name, argument)))
  }

  /** @param {string} name @returns {Promise<number>} the sum of what each answers */
  async total(name) {
    const parts = await this.ask(name)
    return parts.reduce((sum, part) => sum + part, 0)
  }

  /** Every process holds people of every instance. @param {{ crowd: string, system: System, seats: Seat[], instances: number }} whom */
  async connect({ crowd, system, seats, instances }) {
    this.#people += seats.length
    await Promise.all(
      this.#clients.map((client, number) => {
        const isOwn = ({ index = 0 }) => Math.floor(index / instances) % this.#clients.length === number
        return client.call('connect', { crowd, system, seats: seats.filter(isOwn) })
      }),
    )
  }

  /** Until the arrivals have been announced to everyone. */
  async quiet() {
    const deadline = Date.now() + QUIET_DEADLINE_MS
    let frames = await this.total('frames')
    for (let last = -Infinity; frames - last > this.#people * QUIET_SHARE && Date.now() < deadline;) {
      last = frames
      await sleep(QUIET_MS)
      frames = await this.total('frames')
    }
  }

  async stop() {
    await Promise.all(this.#clients.map((client) => client.stop()))
  }
}

// @ts-check
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** @typedef {import('node:net').Socket} Socket */

/** A way to a server on this machine, which can be slow, silent, torn or shut, or lead elsewhere. */
export class Proxy {
  /** Whatever passes is so late, either way. */
  latencyMs = 0
  /** Connections are closed as soon as something is said on them. */
  tears = false
  /** @type {Set<Socket>} */
  #sockets = new Set()
  #gate = Promise.resolve()
  #open = () => undefined

  /** @param {number} target a port */
  constructor(target) {
    this.target = target
    this.port = 0
    this.server = createServer((socket) => this.#join(socket))
  }

  /** @param {number} target @returns {Promise<Proxy>} */
  static async listen(target) {
    const proxy = new Proxy(target)
    await proxy.accept()
    return proxy
  }

  /** Where it listened before, if it did. */
  async accept() {
    await new Promise((resolve, reject) => {
      this.server.once('error', reject).listen(this.port, '127.0.0.1', () => resolve(undefined))
    })
    const address = this.server.address()
    if (typeof address === 'object' && address) this.port = address.port
  }

  /** As if nothing listened there. */
  async refuse() {
    const closed = new Promise((resolve) => this.server.close(() => resolve(undefined)))
    this.cut()
    await closed
  }

  /** Not by a reset: Node hangs at its end over a socket that was reset while it was shutting down. */
  cut() {
    for (const socket of this.#sockets) socket.destroy()
  }

  /** @param {number} target whoever was connected to another has to connect again */
  lead(target) {
    this.target = target
    this.cut()
  }

  /** Takes connections and bytes, and passes nothing on until `speak`. */
  hush() {
    this.#gate = new Promise((resolve) => (this.#open = () => void resolve()))
  }

  speak() {
    this.#open()
  }

  async stop() {
    this.speak()
    if (this.server.listening) await this.refuse()
  }

  /** @param {Socket} caller */
  #join(caller) {
    const server = connect(this.target, '127.0.0.1')
    if (this.tears) caller.once('data', () => caller.destroy())
    this.#pass(caller, server)
    this.#pass(server, caller)
  }

  /** In order, whatever the latency becomes. @param {Socket} from @param {Socket} to */
  #pass(from, to) {
    let last = Promise.resolve()
    const inTurn = (/** @type {() => void} */ act) => {
      const dueAt = performance.now() + this.latencyMs
      const before = last
      last = (async () => {
        await before
        await this.#gate
        const early = dueAt - performance.now()
        if (early > 0) await sleep(early)
        if (!to.destroyed) act()
      })()
    }
    this.#sockets.add(from)
    from.setNoDelay(true)
    from.on('data', (chunk) => inTurn(() => to.write(chunk)))
    from.on('end', () => inTurn(() => to.end()))
    from.on('error', () => to.destroy())
    from.on('close', () => {
      this.#sockets.delete(from)
      if (!from.readableEnded) to.destroy()
    })
  }
}

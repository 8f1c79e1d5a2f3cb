// @ts-check
import { WebSocket } from 'ws'
import { SOCKET_IO } from './packet.js'

/** A connection without a client library: one WebSocket, frames by hand. */
export class RawSocket {
  #acks = new Map()
  #nextAck = 0
  frames = 0
  /** @type {(name: string, payload: any) => void} */
  onEvent = () => undefined
  /** @type {(reason: Error) => void} */
  onClose = () => undefined

  /** @param {string} origin @param {Record<string, string>} headers of the handshake @param {import('./packet.js').Language} [language] */
  constructor(origin, headers, language = SOCKET_IO) {
    this.language = language
    const url = `${origin.replace(/^http/, 'ws')}${language.path}`
    this.socket = new WebSocket(url, { headers, perMessageDeflate: false, skipUTF8Validation: true })
  }

  /** Resolves when the server has taken it. */
  connect() {
    const { first } = this.language
    return new Promise((resolve, reject) => {
      if (first) this.socket.on('open', () => this.socket.send(first))
      this.socket.on('error', reject)
      this.socket.on('close', (code) => {
        const reason = new Error(`closed with ${code}`)
        reject(reason)
        this.onClose(reason)
      })
      this.socket.on('message', (/** @type {Buffer} */ data) => {
        this.frames++
        for (const packet of this.language.read(String(data))) this.#take(packet, resolve, reject)
      })
    })
  }

  /** @param {string} name @param {unknown} payload @param {(reply: any) => void} onReply */
  send(name, payload, onReply) {
    const id = this.#nextAck++
    this.#acks.set(id, onReply)
    this.socket.send(this.language.command(name, payload, id))
  }

  get isOpen() {
    return this.socket.readyState === WebSocket.OPEN
  }

  close() {
    this.socket.terminate()
  }

  /** @param {import('./packet.js').Packet} packet @param {(value?: undefined) => void} resolve @param {(reason: Error) => void} reject */
  #take(packet, resolve, reject) {
    const { pong, greeting } = this.language
    if (packet.kind === 'event') this.onEvent(packet.name, packet.payload)
    else if (packet.kind === 'ack') this.#settle(packet.id, packet.reply)
    else if (packet.kind === 'ping') this.socket.send(pong)
    else if (packet.kind === 'open' && greeting) this.socket.send(greeting)
    else if (packet.kind === 'connected') resolve()
    else if (packet.kind === 'refused') reject(new Error(`refused: ${JSON.stringify(packet.reason)}`))
  }

  /** @param {number} id @param {unknown} reply */
  #settle(id, reply) {
    const onReply = this.#acks.get(id)
    this.#acks.delete(id)
    onReply?.(reply)
  }
}

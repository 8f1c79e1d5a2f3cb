// @ts-check
import { WebSocket } from 'ws'
import { command, CONNECT, PONG, readPacket } from './packet.js'

/** A Socket.IO connection without the client library: one WebSocket, frames by hand. */
export class RawSocket {
  #acks = new Map()
  #nextAck = 0
  frames = 0
  /** @type {(name: string, payload: any) => void} */
  onEvent = () => undefined
  /** @type {(reason: Error) => void} */
  onClose = () => undefined

  /** @param {string} origin @param {Record<string, string>} headers of the handshake */
  constructor(origin, headers) {
    const url = `${origin.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`
    this.socket = new WebSocket(url, { headers, perMessageDeflate: false, skipUTF8Validation: true })
  }

  /** Resolves when the namespace is open. */
  connect() {
    return new Promise((resolve, reject) => {
      this.socket.on('error', reject)
      this.socket.on('close', (code) => {
        const reason = new Error(`closed with ${code}`)
        reject(reason)
        this.onClose(reason)
      })
      this.socket.on('message', (/** @type {Buffer} */ data) => this.#read(String(data), resolve, reject))
    })
  }

  /** @param {string} name @param {unknown} payload @param {(reply: any) => void} onReply */
  send(name, payload, onReply) {
    const id = this.#nextAck++
    this.#acks.set(id, onReply)
    this.socket.send(command(name, payload, id))
  }

  get isOpen() {
    return this.socket.readyState === WebSocket.OPEN
  }

  close() {
    this.socket.terminate()
  }

  /** @param {string} text @param {(value?: undefined) => void} resolve @param {(reason: Error) => void} reject */
  #read(text, resolve, reject) {
    this.frames++
    const packet = readPacket(text)
    if (packet.kind === 'event') this.onEvent(packet.name, packet.payload)
    else if (packet.kind === 'ack') this.#settle(packet.id, packet.reply)
    else if (packet.kind === 'ping') this.socket.send(PONG)
    else if (packet.kind === 'open') this.socket.send(CONNECT)
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

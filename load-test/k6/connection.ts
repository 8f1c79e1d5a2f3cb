import { WebSocket } from 'k6/websockets'
import { SOCKET_PATH, type CommandName, type ServerEventName } from '../../contract/src/names.ts'
import { command, CONNECT, parsePacket, PONG } from './packet.ts'

interface Listener {
  onEvent(name: ServerEventName, payload: unknown): void
  /** Closes after it. */
  onRefused(code: string): void
  onClose(): void
}

const OPEN = 1

/** One Socket.IO connection over one WebSocket of k6. */
export class Connection {
  private socket: WebSocket
  private answers = new Map<number, (reply: unknown) => void>()
  private nextAck = 0
  private isClosed = false

  constructor({ url, cookie }: { url: string; cookie: string }, listener: Listener) {
    const address = `${url.replace(/^http/, 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket`
    this.socket = new WebSocket(address, null, { headers: { cookie, origin: url } })
    this.socket.onmessage = (event) => {
      if (typeof event?.data === 'string') this.read(event.data, listener)
    }
    // An error is followed by the end of the connection, which counts.
    this.socket.onerror = () => undefined
    this.socket.onclose = () => {
      if (this.isClosed) return
      this.isClosed = true
      listener.onClose()
    }
  }

  send(name: CommandName, payload: unknown, onReply: (reply: unknown) => void) {
    const id = this.nextAck++
    this.answers.set(id, onReply)
    this.write(command(name, payload, id))
  }

  /** For good: the listener hears nothing more. */
  end() {
    this.isClosed = true
    this.socket.close()
  }

  /** As when the network goes: the listener hears of it. */
  drop() {
    this.socket.close()
  }

  private read(text: string, listener: Listener) {
    if (this.isClosed) return
    const packet = parsePacket(text)
    if (packet.kind === 'event') listener.onEvent(packet.name, packet.payload)
    else if (packet.kind === 'ack') this.settle(packet.id, packet.reply)
    else if (packet.kind === 'ping') this.write(PONG)
    else if (packet.kind === 'open') this.write(CONNECT)
    else if (packet.kind === 'refused') {
      listener.onRefused(packet.reason.message)
      this.socket.close()
    } else if (packet.kind === 'disconnected') {
      console.error('disconnected by the server')
      this.socket.close()
    }
  }

  /** k6 ends the whole room over a write to a socket that is closing; whoever waits for an answer tries again. */
  private write(text: string) {
    if (!this.isClosed && Number(this.socket.readyState) === OPEN) this.socket.send(text)
  }

  private settle(id: number, reply: unknown) {
    const onReply = this.answers.get(id)
    this.answers.delete(id)
    onReply?.(reply)
  }
}

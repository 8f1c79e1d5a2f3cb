import type { WebSocket } from 'ws'
import type { Receiver, Wire } from './wire.js'

/** How STOMP's bytes are put into WebSocket messages. */
export type Framing = {
  /** Said first. */
  hello?: string
  /** Said last. */
  goodbye?: string
  write: (text: string) => string
  /** @throws for what cannot be read */
  read: (data: Buffer) => Buffer[]
}

/** Each frame is a message; what comes may be cut into messages anyhow, of text or bytes. */
export const RAW: Framing = { write: (text) => text, read: (data) => [data] }

const UNREADABLE = 1_007

/** A WebSocket, raw or in SockJS's framing. */
export class SocketWire implements Wire {
  private answered = true

  constructor(
    private readonly socket: WebSocket,
    private readonly framing: Framing,
  ) {
    if (framing.hello) socket.send(framing.hello)
  }

  get waitingBytes(): number {
    return this.socket.bufferedAmount
  }

  /** What the client says goes to `receiver`. */
  feed(receiver: Receiver): void {
    const { socket } = this
    socket.on('message', (data: Buffer) => {
      try {
        for (const chunk of this.framing.read(data)) receiver.receive(chunk)
      } catch {
        socket.close(UNREADABLE)
      }
    })
    socket.on('pong', () => (this.answered = true))
    // What is wrong with a frame is said by the close that follows.
    socket.on('error', () => undefined)
    socket.on('close', () => receiver.gone())
  }

  send(text: string): void {
    this.socket.send(this.framing.write(text))
  }

  ping(): boolean {
    const wasAnswered = this.answered
    this.answered = false
    this.socket.ping()
    return wasAnswered
  }

  close(): void {
    if (this.framing.goodbye) this.socket.send(this.framing.goodbye)
    this.socket.close(1_000)
  }

  terminate(): void {
    this.socket.terminate()
  }
}

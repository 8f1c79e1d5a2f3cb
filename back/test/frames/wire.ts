import { SOCKET_PATH } from '@papo/contract'
import { connect } from 'node:net'
import { WebSocket } from 'ws'
import type { Frames } from './packets.js'
import type { Sent } from './payloads.js'

const ANSWER_MS = 60_000
// The server refuses a namespace that it does not have, at once and in order, to whoever asks: so one knows how far it has read.
const ASK = '40/nowhere,'
const ANSWERED = '44/nowhere,'

/** What clients were told that nobody should be told: that something unexpected happened. */
export const internals: string[] = []

/** A connection that says what it is told to say, frame by frame, and nothing by itself but answers to pings. */
export class Wire {
  private readonly acks = new Map<number, number>()
  private answers = 0
  private greeted = false
  private notice: () => void = () => undefined

  private constructor(private readonly webSocket: WebSocket) {
    webSocket.on('message', (data: Buffer) => this.hear(data.toString()))
    webSocket.on('open', () => this.notice())
    webSocket.on('close', () => this.notice())
    webSocket.on('error', () => this.notice())
  }

  /** With a token it is in the namespace where commands are heard; without, only connected. */
  static async open(at: string, token?: string, sid = ''): Promise<Wire> {
    const query = `?EIO=4&transport=websocket${sid && `&sid=${sid}`}`
    const wire = new Wire(new WebSocket(`${at.replace('http', 'ws')}${SOCKET_PATH}/${query}`))
    await wire.until(() => wire.webSocket.readyState !== WebSocket.CONNECTING, 'the connection opens')
    if (token !== undefined) {
      wire.webSocket.send(`40${JSON.stringify({ token })}`)
      await wire.until(() => wire.greeted || !wire.isOpen, 'the socket is let in')
    }
    return wire
  }

  get isOpen(): boolean {
    return this.webSocket.readyState === WebSocket.OPEN
  }

  /** Sends frames and does not ask what became of them. */
  say(frames: Frames): void {
    for (const frame of frames) if (this.isOpen) this.webSocket.send(frame)
  }

  /** Sends units until one ends the connection. @returns how many the server has read, that one included */
  async sendUnits(units: Frames[]): Promise<number> {
    const before = this.answers
    for (const unit of units) for (const frame of [...unit, ASK]) this.webSocket.send(frame)
    await this.until(() => this.answers - before === units.length || !this.isOpen, 'the frames are read')
    const read = this.answers - before
    return Math.min(units.length, this.isOpen ? read : read + 1)
  }

  /** Sends commands at once and waits for their acks. @throws if one is not answered exactly once */
  async sendCommands(commands: Sent[]): Promise<void> {
    this.acks.clear()
    commands.forEach(({ command, json }, id) => this.webSocket.send(`42${id}["${command}",${json}]`))
    await this.until(() => this.acks.size === commands.length || !this.isOpen, 'the commands are answered')
    if (!this.isOpen) throw new Error(`cut off by one of: ${JSON.stringify(commands)}`)
    const twice = [...this.acks].filter(([, times]) => times !== 1)
    if (twice.length > 0) throw new Error(`answered more than once: ${JSON.stringify(twice)}`)
  }

  async close(): Promise<void> {
    this.webSocket.close()
    await this.until(() => this.webSocket.readyState === WebSocket.CLOSED, 'the connection closes')
  }

  private hear(text: string): void {
    if (text === '2') this.webSocket.send('3')
    if (text.startsWith(ANSWERED)) this.answers++
    if (text.startsWith('40{')) this.greeted = true
    // Within a string of JSON the quotes would be escaped.
    if (text.includes('"code":"internal"')) internals.push(text)
    const id = /^43(\d+)\[/.exec(text)?.[1]
    if (id !== undefined) this.acks.set(Number(id), (this.acks.get(Number(id)) ?? 0) + 1)
    this.notice()
  }

  private async until(done: () => boolean, what: string): Promise<void> {
    if (done()) return
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`still not: ${what}`)), ANSWER_MS)
      this.notice = () => {
        if (!done()) return
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

/** Upgrades by hand, sends bytes where frames are expected, and waits until the connection is over. */
export function sendBytes(at: string, bytes: Buffer): Promise<void> {
  const { hostname, port, host } = new URL(at)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    const timer = setTimeout(() => reject(new Error('a connection of raw bytes does not end')), ANSWER_MS)
    socket.once('connect', () =>
      socket.write(
        `GET ${SOCKET_PATH}/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\n` +
          'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
      ),
    )
    // Half closed after the bytes, as by a client that dies: the server must let go of it.
    socket.once('data', () => socket.end(bytes))
    socket.resume()
    socket.on('error', () => undefined)
    socket.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

import { Client, type IMessage, type StompHeaders } from '@stomp/stompjs'
import SockJs from 'sockjs-client'
import { WebSocket } from 'ws'
import { until } from '../until.js'

type Way = 'websocket' | 'sockjs' | 'xhr-streaming' | 'xhr-polling'
type Options = { token?: string; way?: Way; headers?: StompHeaders }

/** A person's @stomp/stompjs client, and what it heard by destination. */
export class Stomper {
  readonly client: Client
  readonly heard = new Map<string, IMessage[]>()
  readonly errors: string[] = []
  closed = false
  private receipts = 0

  constructor(at: string, { token, way = 'websocket', headers = {} }: Options) {
    const socketUrl = `${at}/ws`
    const transports = way === 'sockjs' ? ['websocket'] : [way]
    const open = () =>
      way === 'websocket'
        ? new WebSocket(socketUrl.replace('http', 'ws'), ['v12.stomp'])
        : new SockJs(socketUrl, null, { transports })
    this.client = new Client({
      webSocketFactory: () => open() as never,
      connectHeaders: { ...(token ? { Authorization: `Bearer ${token}` } : {}), ...headers },
      reconnectDelay: 0,
    })
    this.client.onStompError = (frame) => this.errors.push(frame.headers['message'] ?? '')
    this.client.onWebSocketClose = () => (this.closed = true)
  }

  static async connect(at: string, token: string, way: Way = 'websocket'): Promise<Stomper> {
    const stomper = new Stomper(at, { token, way })
    await stomper.open()
    return stomper
  }

  async open(): Promise<void> {
    this.client.activate()
    await until(() => this.client.connected || this.closed, { what: 'STOMP answers' })
    if (!this.client.connected) throw new Error(`not connected: ${this.errors.join()}`)
  }

  /** Resolves once the server says so. */
  async subscribe(destination: string): Promise<void> {
    this.heard.set(destination, [])
    await this.receipt((receipt) =>
      this.client.subscribe(destination, (message) => this.heard.get(destination)?.push(message), {
        receipt,
      }),
    )
  }

  /** @returns the headers of the receipt */
  send(destination: string, body: object | string): Promise<StompHeaders> {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return this.receipt((receipt) => this.client.publish({ destination, body: text, headers: { receipt } }))
  }

  /** The bodies that came for a destination. */
  at<T = Record<string, unknown>>(destination: string): T[] {
    return (this.heard.get(destination) ?? []).map((message) => JSON.parse(message.body) as T)
  }

  close(): Promise<void> {
    return this.client.deactivate()
  }

  private async receipt(ask: (receipt: string) => void): Promise<StompHeaders> {
    const receipt = `r-${this.receipts++}`
    let headers: StompHeaders | undefined
    this.client.watchForReceipt(receipt, (frame) => (headers = frame.headers))
    ask(receipt)
    return until(() => headers ?? (this.closed && { closed: this.errors.join() }), {
      what: `receipt ${receipt}`,
    })
  }
}

/** A WebSocket that says what it is told, and hears everything. */
export class RawStomp {
  readonly heard: string[] = []
  closed = false
  private readonly socket: WebSocket

  constructor(
    at: string,
    options: { protocols?: string[]; headers?: Record<string, string>; path?: string } = {},
  ) {
    const { protocols = ['v12.stomp'], headers = {}, path = '/ws' } = options
    this.socket = new WebSocket(`${at.replace('http', 'ws')}${path}`, protocols, { headers })
    this.socket.on('message', (data: Buffer) => this.heard.push(data.toString()))
    this.socket.on('close', () => (this.closed = true))
    this.socket.on('error', () => (this.closed = true))
  }

  async opened(): Promise<this> {
    await until(() => this.closed || this.socket.readyState === WebSocket.OPEN)
    return this
  }

  get protocol(): string {
    return this.socket.protocol
  }

  say(...texts: (string | Buffer)[]): void {
    for (const text of texts) this.socket.send(text)
  }

  /** The first frame of a kind. */
  async frame(command: string): Promise<string> {
    return until(() => this.heard.find((text) => text.startsWith(`${command}\n`)), {
      what: `${command} of ${this.heard.join('|')}`,
    })
  }

  async untilClosed(): Promise<void> {
    await until(() => this.closed, { what: `the end after ${this.heard.join('|')}` })
  }

  stopReading(): void {
    this.socket.pause()
  }

  close(): void {
    this.socket.terminate()
  }
}

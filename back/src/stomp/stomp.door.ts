import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { LIMITS, STOMP_PATH } from '@papo/contract'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { CONFIG, type Config } from '../config.js'
import { HandshakeGuard } from '../realtime/handshake.js'
import { Desk, type Knock } from './desk.js'
import { type Framing, RAW, SocketWire } from './socket.wire.js'
import { SOCKJS } from './sockjs.framing.js'
import { StompSession } from './stomp.session.js'
import { subprotocolOf } from './version.js'
import type { Wire } from './wire.js'

const TICK_MS = 1_000
/** As Engine.IO does. */
const PING_EVERY_TICKS = 25
/** What a knock may need later: the rest of a request does not live as long as its connection. */
const KEPT = ['origin', 'host', 'cookie', 'authorization', 'sec-fetch-site', 'x-forwarded-for'] as const
const RAW_PATHS = new Set([STOMP_PATH, `${STOMP_PATH}/`, `${STOMP_PATH}/websocket`])
const SOCKJS_PATH = new RegExp(`^${STOMP_PATH}/[^/.]+/[^/.]+/websocket$`)

/** Where STOMP clients come in, and the sessions of those that are here. */
@Injectable()
export class StompDoor implements OnApplicationShutdown {
  private readonly sessions = new Set<StompSession>()
  /** Sessions whose client has not said who it is, by address. */
  private readonly strangers = new Map<string, number>()
  private readonly sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: LIMITS.frameBytesMax,
    handleProtocols: subprotocolOf,
  })
  private timer: NodeJS.Timeout | undefined
  private ticks = 0

  constructor(
    private readonly desk: Desk,
    private readonly guard: HandshakeGuard,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Beside Socket.IO, which leaves upgrades alone that someone else has answered. */
  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const framing = framingOf(request.url ?? '')
      if (!framing) return
      const refusal = this.refusal(request)
      if (refusal) return refuse(socket, refusal)
      this.sockets.handleUpgrade(request, socket, head, (webSocket) => {
        const wire = new SocketWire(webSocket, framing)
        wire.feed(this.welcome(wire, request))
      })
    })
    this.timer = setInterval(() => this.tick(), TICK_MS)
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer)
    for (const session of [...this.sessions]) session.line.close()
  }

  /** Why someone may not come in at all: an HTTP status. */
  refusal(request: IncomingMessage): 403 | 429 | undefined {
    let allowed = false
    this.guard.allowRequest(request, (_, answer) => (allowed = answer))
    if (!allowed) return 403
    const waiting = this.strangers.get(this.addressOf(request)) ?? 0
    return waiting >= this.config.MAX_SOCKETS_PER_IP ? 429 : undefined
  }

  welcome(wire: Wire, request: IncomingMessage): StompSession {
    const address = this.addressOf(request)
    this.count(address, 1)
    const onKnown = () => this.count(address, -1)
    const session: StompSession = new StompSession(wire, knockOf(request), this.desk, {
      onKnown,
      onOver: () => this.sessions.delete(session),
    })
    this.sessions.add(session)
    return session
  }

  addressOf(request: IncomingMessage): string {
    return this.guard.addressOf(request.socket.remoteAddress ?? '', request.headers)
  }

  private count(address: string, change: 1 | -1): void {
    const count = (this.strangers.get(address) ?? 0) + change
    if (count > 0) this.strangers.set(address, count)
    else this.strangers.delete(address)
  }

  private tick(): void {
    const now = performance.now()
    const isPing = ++this.ticks % PING_EVERY_TICKS === 0
    for (const { line } of [...this.sessions]) {
      line.tick(now)
      if (isPing) line.ping()
    }
  }
}

function framingOf(url: string): Framing | undefined {
  const [path = ''] = url.split('?', 1)
  if (RAW_PATHS.has(path)) return RAW
  return SOCKJS_PATH.test(path) ? SOCKJS : undefined
}

function knockOf({ headers, socket }: IncomingMessage): Knock {
  const kept = Object.fromEntries(KEPT.map((name) => [name, headers[name]]))
  return { headers: kept, address: socket.remoteAddress ?? '' }
}

function refuse(socket: Duplex, status: 403 | 429): void {
  socket.on('error', () => undefined)
  const reason = status === 403 ? 'Forbidden' : 'Too Many Requests'
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

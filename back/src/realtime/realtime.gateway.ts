import { Inject, type BeforeApplicationShutdown } from '@nestjs/common'
import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  WebSocketGateway,
} from '@nestjs/websockets'
import { toChatError, toReply } from '../errors.js'
import { LOGGER, type Logger } from '../logger.js'
import { PresenceService } from '../presence/presence.service.js'
import { answer } from './ack.js'
import { Broadcast } from './broadcast.js'
import { Caps } from './caps.js'
import { type Io, roomOfChannel, type Socket, userChannel } from './channels.js'
import { CommandHandlers } from './command.handlers.js'
import { Connections } from './connections.js'
import { Feeds } from './feeds.js'
import { Greeting } from './greeting.js'
import { HandshakeGuard } from './handshake.js'
import { Members } from './members.js'
import { SlowSockets } from './slow.sockets.js'
import { SocketSessions } from './socket.sessions.js'

const CLOSING_TURN_MS = 50
/** A few sockets are closed over a second, thousands over eight: the others take about five hundred a second. */
const CLOSING_TURNS = { least: 20, most: 160, sockets: 25 }

/** Where sockets come and go. */
@WebSocketGateway()
export class RealtimeGateway
  implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect, BeforeApplicationShutdown
{
  constructor(
    private readonly guard: HandshakeGuard,
    private readonly connections: Connections,
    private readonly caps: Caps,
    private readonly members: Members,
    private readonly sessions: SocketSessions,
    private readonly feeds: Feeds,
    private readonly slow: SlowSockets,
    private readonly greeting: Greeting,
    private readonly presence: PresenceService,
    private readonly broadcast: Broadcast,
    private readonly commands: CommandHandlers,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  afterInit(io: Io): void {
    this.broadcast.attach(io)
    io.use((socket, next) => {
      this.guard
        .authenticate(socket.handshake)
        .then(({ userId, sessionId, address, scopes }) => {
          socket.data = { userId, sessionId, address, ...(scopes && { scopes }) }
          next()
        })
        .catch((error: unknown) => {
          const reply = toReply(toChatError(error, this.logger))
          next(Object.assign(new Error(reply.code), { data: reply }))
        })
    })
    const { adapter } = io.of('/')
    adapter.on('create-room', (channel: string) => this.ofRoom(channel, (roomId) => this.feeds.host(roomId)))
    adapter.on('delete-room', (channel: string) => this.ofRoom(channel, (roomId) => this.feeds.drop(roomId)))
    this.feeds.start()
    this.slow.attach(io)
    this.caps.start()
  }

  /** Commands are answered from the first moment; `ready` says that all rooms are joined. */
  handleConnection(socket: Socket): void {
    // Keeps the handshake's headers and buffers from living as long as the socket.
    Reflect.set(socket.conn, 'request', null)
    this.slow.watch(socket)
    answer(socket, this.commands.all, this.logger)
    this.admit(socket).catch((error: unknown) => {
      const { code } = toChatError(error, this.logger)
      this.logger.warn({ userId: socket.data.userId, code }, 'socket not admitted')
      socket.disconnect(true)
    })
  }

  handleDisconnect(socket: Socket): void {
    if (this.connections.remove(socket)) this.caps.release(socket)
    this.presence.left(socket)
  }

  /** Sockets are closed over a while, so that the other instances are not stormed. */
  async beforeApplicationShutdown(): Promise<void> {
    const sockets = [...this.connections.all()]
    const { least, most } = CLOSING_TURNS
    const turns = Math.min(most, Math.max(least, Math.ceil(sockets.length / CLOSING_TURNS.sockets)))
    const perTurn = Math.ceil(sockets.length / turns)
    while (sockets.length > 0) {
      // The connection, not the socket: a client that the server disconnects does not come back by itself.
      for (const socket of sockets.splice(0, perTurn)) socket.conn.close()
      if (sockets.length > 0) await new Promise((resolve) => setTimeout(resolve, CLOSING_TURN_MS))
    }
  }

  private async admit(socket: Socket): Promise<void> {
    this.connections.add(socket)
    await this.caps.claim(socket)
    await socket.join(userChannel(socket.data.userId))
    const roomIds = await this.members.admit(socket)
    await this.sessions.check(socket)
    // Who has gone meanwhile must not come now: nobody would tell of the leaving.
    if (!socket.connected) return
    this.presence.came(socket)
    const greeting = await this.greeting.of(socket.data.userId, roomIds)
    if (greeting) this.broadcast.ready(socket, greeting)
    else socket.disconnect(true)
  }

  private ofRoom(channel: string, then: (roomId: string) => void): void {
    const roomId = roomOfChannel(channel)
    if (roomId) then(roomId)
  }
}

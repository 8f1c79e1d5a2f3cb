import { Inject, type BeforeApplicationShutdown } from '@nestjs/common'
import { type OnGatewayConnection, type OnGatewayInit, WebSocketGateway } from '@nestjs/websockets'
import { toChatError, toReply } from '../errors.js'
import { measures } from '../infra/measures.js'
import { LOGGER, type Logger } from '../logger.js'
import { Commands } from './ack.js'
import { Admission } from './admission.js'
import { Broadcast } from './broadcast.js'
import { Caps } from './caps.js'
import { type Io, roomOfChannel, type Socket } from './channels.js'
import { CommandHandlers } from './command.handlers.js'
import { Feeds } from './feeds.js'
import { Greeting } from './greeting.js'
import { HandshakeGuard } from './handshake.js'
import { Leaving } from './leaving.js'
import { Listeners } from './listeners.js'
import { SocketWords } from '../vocabulary/socket.words.js'
import { SlowSockets } from './slow.sockets.js'

/** What was in it is in the socket's data, as far as it was proved. */
const NOTHING = Object.freeze({})
const PAST_HANDSHAKE = Object.freeze({ headers: NOTHING, query: NOTHING, auth: NOTHING })

/** Where sockets come and go. */
@WebSocketGateway()
export class RealtimeGateway implements OnGatewayInit, OnGatewayConnection, BeforeApplicationShutdown {
  private readonly commands: Commands
  /** One function for all sockets: one for each would be memory for each. */
  private readonly onDisconnect: (this: Socket) => void

  constructor(
    private readonly guard: HandshakeGuard,
    private readonly caps: Caps,
    private readonly admission: Admission,
    private readonly leaving: Leaving,
    private readonly listeners: Listeners,
    private readonly feeds: Feeds,
    private readonly slow: SlowSockets,
    private readonly greeting: Greeting,
    private readonly broadcast: Broadcast,
    handlers: CommandHandlers,
    private readonly words: SocketWords,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.commands = new Commands(handlers.all, logger)
    this.onDisconnect = function () {
      admission.dismiss(this)
    }
  }

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
          measures.refused.add(reply.code)
          next(Object.assign(new Error(reply.code), { data: reply }))
        })
    })
    const { adapter } = io.of('/')
    adapter.on('create-room', (channel: string) => this.ofRoom(channel, (roomId) => this.feeds.host(roomId)))
    adapter.on('delete-room', (channel: string) => this.ofRoom(channel, (roomId) => this.feeds.drop(roomId)))
    adapter.on('join-room', (channel: string, id: string) =>
      this.ofRoom(channel, (roomId) => this.listeners.arrived(roomId, id)),
    )
    this.feeds.start()
    this.slow.attach(io)
    this.caps.start()
  }

  /** Commands are answered from the first moment; `ready` says that all rooms are joined. */
  handleConnection(socket: Socket): void {
    // Keeps the handshake's headers and buffers from living as long as the socket.
    Reflect.set(socket.conn, 'request', null)
    Reflect.set(socket, 'handshake', PAST_HANDSHAKE)
    socket.on('disconnect', this.onDisconnect)
    this.slow.watch(socket)
    this.commands.listen(socket)
    this.words.listen(socket)
    this.admit(socket).catch((error: unknown) => {
      const { code } = toChatError(error, this.logger)
      this.logger.warn({ userId: socket.data.userId, code }, 'socket not admitted')
      measures.refused.add(code)
      socket.disconnect(true)
    })
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.leaving.closeAll()
  }

  private async admit(socket: Socket): Promise<void> {
    const roomIds = await this.admission.admit(socket)
    if (!roomIds) return
    const greeting = await this.greeting.of(socket.data.userId, roomIds)
    if (greeting) this.broadcast.ready(socket, greeting)
    else socket.disconnect(true)
  }

  private ofRoom(channel: string, then: (roomId: string) => void): void {
    const roomId = roomOfChannel(channel)
    if (roomId) then(roomId)
  }
}

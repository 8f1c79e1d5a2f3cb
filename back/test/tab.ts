import type {
  Accepted,
  Ack,
  ClientToServer,
  CommandData,
  CommandInput,
  CommandName,
  PresenceChange,
  RoomEvent,
  RoomHead,
  ServerEventPayload,
  ServerToClient,
  User,
  UserChange,
} from '@papo/contract'
import { io, type Socket } from 'socket.io-client'
import { v7 as uuidv7 } from 'uuid'
import { until } from './until.js'

const ACK_MS = 8_000

/** One socket, and everything that it was told, in order. It does not repair anything by itself. */
export class Tab {
  readonly socket: Socket<ServerToClient, ClientToServer>
  readonly events: RoomEvent[] = []
  readonly frames: RoomEvent[][] = []
  readonly heads: Record<string, RoomHead> = {}
  readonly presences: PresenceChange[] = []
  readonly changes: UserChange[] = []
  readonly people: User[] = []
  readonly typing: ServerEventPayload<'typing:changed'>[] = []
  readonly reads: ServerEventPayload<'read:changed'> = []
  ready: ServerEventPayload<'ready'> | undefined
  disconnects = 0

  constructor(at: string, token: string, transports: ('websocket' | 'polling')[] = ['websocket']) {
    this.socket = io(at, { auth: { token }, transports, reconnection: false, forceNew: true })
    this.socket.on('ready', (ready) => (this.ready = ready))
    this.socket.on('room:events', (events) => {
      this.frames.push(events)
      this.events.push(...events)
    })
    this.socket.on('heartbeat', ({ rooms }) => Object.assign(this.heads, rooms))
    this.socket.on('presence:changed', (changes) => this.presences.push(...changes))
    this.socket.on('user:changed', (change) => this.changes.push(change))
    this.socket.on('people:changed', (users) => this.people.push(...users))
    this.socket.on('typing:changed', (change) => this.typing.push(change))
    this.socket.on('read:changed', (changes) => this.reads.push(...changes))
    this.socket.on('disconnect', () => this.disconnects++)
  }

  async untilReady(): Promise<void> {
    const failed = new Promise<never>((_, reject) => this.socket.once('connect_error', reject))
    await Promise.race([until(() => this.ready, { what: 'the socket is ready' }), failed])
  }

  /** Of one room, as they arrived. */
  of(roomId: string): RoomEvent[] {
    return this.events.filter((event) => event.roomId === roomId)
  }

  /** The bodies of the messages that arrived in a room. */
  bodies(roomId: string): string[] {
    return this.of(roomId).flatMap((event) => (event.type === 'message.sent' ? [event.data.body] : []))
  }

  /** Sends a command and gives its ack as it is. Rejects after a while without one. */
  async ask<C extends CommandName>(command: C, payload: CommandInput<C>): Promise<Ack<CommandData<C>>> {
    // Typed per command by the contract; socket.io-client cannot follow a union of commands.
    const socket = this.socket.timeout(ACK_MS) as unknown as {
      emitWithAck: (name: string, payload: unknown) => Promise<Ack<CommandData<C>>>
    }
    return socket.emitWithAck(command, payload)
  }

  /** The same, for what must succeed. @throws with the refusal */
  async do<C extends CommandName>(command: C, payload: CommandInput<C>): Promise<CommandData<C>> {
    const ack = await this.ask(command, payload)
    if (ack.ok) return ack.data
    throw new Error(`${command}: ${JSON.stringify(ack.error)}`)
  }

  send(roomId: string, body: string, clientId: string = uuidv7()): Promise<Accepted> {
    return this.do('message:send', { roomId, clientId, body })
  }

  /** Leaves what arrives in the kernel's buffers, as a phone does that sleeps. */
  stopReading(): void {
    const { transport } = this.socket.io.engine
    const webSocket = Reflect.get(transport, 'ws') as { pause: () => void }
    webSocket.pause()
  }

  close(): void {
    this.socket.close()
  }
}

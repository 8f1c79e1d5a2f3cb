import { Injectable } from '@nestjs/common'
import type {
  PresenceChange,
  RoomEvent,
  RoomHead,
  ServerEventPayload,
  User,
  UserChange,
} from '@papo/contract'
import { measures } from '../infra/measures.js'
import { traceDelivery } from '../infra/message.traces.js'
import { recording } from '../infra/tracing.js'
import { emitAny, type Io, type Peer, roomChannel, type Socket, userChannel } from './channels.js'
import { Listeners } from './listeners.js'
import { Wire } from './wire.js'

/** The only place that emits. What is told to a room reaches its members, because only their sockets are in its channel. */
@Injectable()
export class Broadcast {
  private attached: Wire | undefined
  /** Connections that do not speak Socket.IO, in the same channels. */
  private readonly others = new Map<string, Peer>()

  constructor(private readonly listeners: Listeners) {}

  attach(server: Io): void {
    this.attached = new Wire(server)
  }

  /** To the members on this instance; every other instance has the same events from the log. */
  events(roomId: string, events: RoomEvent[]): void {
    this.wire.send(roomChannel(roomId), 'room:events', events)
    this.measure(events, this.inside(roomId)?.size ?? 0)
    if (this.listeners.of(roomId)) this.listeners.tell(roomId, events, this.inside(roomId))
  }

  heads(roomId: string, head: RoomHead): void {
    const { epoch, persisted } = head
    this.wire.send(roomChannel(roomId), 'heartbeat', {
      rooms: { [roomId]: { epoch, head: head.head, persisted } },
    })
  }

  /** To one socket's client. */
  ready(socket: Socket, payload: ServerEventPayload<'ready'>): void {
    socket.emit('ready', payload)
  }

  /** To the members on this instance. */
  presence(roomId: string, changes: PresenceChange[]): void {
    this.io.local.volatile.to(roomChannel(roomId)).emit('presence:changed', changes)
    if (this.listeners.of(roomId)) this.listeners.show(roomId, changes, this.inside(roomId))
  }

  /** To whoever is in any of the rooms on this instance, once, but not to the person themselves. */
  person(roomIds: string[], user: User): void {
    const others = this.io.local.to(roomIds.map(roomChannel)).except(userChannel(user.id))
    others.emit('people:changed', [user])
  }

  /** To the other members, on every instance. */
  typing(roomId: string, userId: string, typing: boolean): void {
    const others = this.io.to(roomChannel(roomId)).except(userChannel(userId))
    others.volatile.emit('typing:changed', { roomId, userId, typing })
  }

  /**
   * To the members, on every instance, but for these. Not volatile: a socket that is being written to would miss it, and
   * nobody reads the same again.
   */
  reads(roomId: string, changes: ServerEventPayload<'read:changed'>, butNotTo: Iterable<string>): void {
    const others = this.io.to(roomChannel(roomId)).except([...butNotTo].map(userChannel))
    others.emit('read:changed', changes)
  }

  /** Takes back what the members, on every instance, were told of one of them. */
  readWithdrawn(roomId: string, userId: string): void {
    this.io.to(roomChannel(roomId)).emit('read:changed', [{ roomId, userId, readSeq: 0 }])
  }

  /** What a vocabulary of others calls it, to one socket's client. */
  word(socket: Socket, event: string, payload: unknown): void {
    emitAny(socket, event, payload)
  }

  /** The connections of a room's members on this instance. */
  socketsIn(roomId: string): Peer[] {
    const { sockets } = this.io.of('/')
    const peers = [...(this.inside(roomId) ?? [])].map((id) => sockets.get(id) ?? this.others.get(id))
    return peers.filter((peer) => peer !== undefined)
  }

  /** Puts a connection that does not speak Socket.IO into channels, until `forget`. */
  seat(peer: Peer, channels: string[]): void {
    this.others.set(peer.id, peer)
    void this.io.of('/').adapter.addAll(peer.id, new Set(channels))
  }

  unseat({ id }: Peer, channel: string): void {
    void this.io.of('/').adapter.del(id, channel)
  }

  forget({ id }: Peer): void {
    void this.io.of('/').adapter.delAll(id)
    this.others.delete(id)
  }

  channelsOf(id: string): ReadonlySet<string> {
    return this.io.of('/').adapter.sids.get(id) ?? new Set()
  }

  /** To all tabs and devices of a user, on this instance. */
  userHere(userId: string, change: UserChange): void {
    this.io.local.to(userChannel(userId)).emit('user:changed', change)
  }

  /** The same, on every instance. */
  user(userId: string, change: UserChange): void {
    this.io.to(userChannel(userId)).emit('user:changed', change)
  }

  /** `sockets`: connections of any kind. */
  private measure(events: RoomEvent[], sockets: number): void {
    if (sockets === 0) return
    measures.eventsOut.rise(events.length * sockets)
    if (events[0]) measures.delivery.observe((Date.now() - Date.parse(events[0].at)) / 1_000)
    const recorder = recording()
    if (recorder) traceDelivery(recorder, events, sockets)
  }

  private inside(roomId: string): ReadonlySet<string> | undefined {
    return this.io.of('/').adapter.rooms.get(roomChannel(roomId))
  }

  private get io(): Io {
    return this.wire.io
  }

  private get wire(): Wire {
    if (!this.attached) throw new Error('The socket server is not attached yet.')
    return this.attached
  }
}

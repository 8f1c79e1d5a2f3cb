import { Injectable } from '@nestjs/common'
import type {
  PresenceChange,
  RoomEvent,
  RoomHead,
  ServerEventPayload,
  User,
  UserChange,
} from '@papo/contract'
import { writeEvents } from './frame.js'
import { type Io, roomChannel, type Socket, userChannel } from './channels.js'

/** The only place that emits. What is told to a room reaches its members, because only their sockets are in its channel. */
@Injectable()
export class Broadcast {
  private server: Io | undefined

  attach(server: Io): void {
    this.server = server
  }

  /** To the members on this instance; every other instance has the same events from the log. */
  events(roomId: string, events: RoomEvent[]): void {
    writeEvents(this.io, roomChannel(roomId), events)
  }

  heads(roomId: string, head: RoomHead): void {
    const { epoch, persisted } = head
    this.io.local
      .to(roomChannel(roomId))
      .emit('heartbeat', { rooms: { [roomId]: { epoch, head: head.head, persisted } } })
  }

  /** To one socket's client. */
  ready(socket: Socket, payload: ServerEventPayload<'ready'>): void {
    socket.emit('ready', payload)
  }

  /** To the members on this instance. */
  presence(roomId: string, changes: PresenceChange[]): void {
    this.io.local.volatile.to(roomChannel(roomId)).emit('presence:changed', changes)
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

  /** The sockets of a room's members on this instance. */
  socketsIn(roomId: string): Socket[] {
    const { adapter, sockets } = this.io.of('/')
    const ids = [...(adapter.rooms.get(roomChannel(roomId)) ?? [])]
    return ids.map((id) => sockets.get(id)).filter((socket) => socket !== undefined)
  }

  /** To all tabs and devices of a user, on this instance. */
  userHere(userId: string, change: UserChange): void {
    this.io.local.to(userChannel(userId)).emit('user:changed', change)
  }

  /** The same, on every instance. */
  user(userId: string, change: UserChange): void {
    this.io.to(userChannel(userId)).emit('user:changed', change)
  }

  private get io(): Io {
    if (!this.server) throw new Error('The socket server is not attached yet.')
    return this.server
  }
}

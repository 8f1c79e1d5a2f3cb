import { Inject, Injectable } from '@nestjs/common'
import type { RoomEvent } from '@papo/contract'
import { LOGGER, type Logger } from '../logger.js'
import { RoomList } from '../list/room.list.js'
import { Broadcast } from './broadcast.js'
import { type Peer, roomChannel, roomOfChannel } from './channels.js'
import { Connections } from './connections.js'
import { InTurn } from './in.turn.js'
import { SocketStore } from './socket.store.js'

type Arrival = { readonly sockets: Peer[]; readonly roomIds: Promise<string[]> }

/** Puts this instance's sockets into rooms' channels and out of them. */
@Injectable()
export class Members {
  /** Per user, so that an older answer never undoes a newer one. */
  private readonly lanes = new InTurn()
  /** Per user, those that wait for the user's turn */
  private readonly arriving = new Map<string, Arrival>()
  /** Users whose memberships could not be looked at; `retry` does. */
  private readonly doubtful = new Set<string>()

  constructor(
    private readonly connections: Connections,
    private readonly store: SocketStore,
    private readonly rooms: RoomList,
    private readonly broadcast: Broadcast,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Joins a new socket to all rooms of its user. The socket must be among the connections already. Those of one user that
   * come while another waits for its turn are let in with it, by a question that begins after all of them have come.
   */
  admit(socket: Peer): Promise<string[]> {
    const { userId } = socket.data
    const arrival = this.arriving.get(userId) ?? this.arrive(userId)
    arrival.sockets.push(socket)
    return arrival.roomIds
  }

  private arrive(userId: string): Arrival {
    const sockets: Peer[] = []
    const roomIds = this.lanes.run(userId, async () => {
      this.arriving.delete(userId)
      const ids = await this.store.roomIdsOfNewcomer(userId)
      for (const socket of sockets) await socket.join(ids.map(roomChannel))
      return ids
    })
    const arrival = { sockets, roomIds }
    this.arriving.set(userId, arrival)
    return arrival
  }

  /** Whether someone loses the room with this event. */
  goesWith(event: RoomEvent): boolean {
    return event.type === 'member.left' || event.type === 'member.removed' || event.type === 'room.deleted'
  }

  /** Takes out whoever went with the event, at once. */
  remove(event: RoomEvent): void {
    if (!('userId' in event.data)) return this.allOut(event.roomId)
    const { userId } = event.data
    for (const socket of this.connections.of(userId)) void socket.leave(roomChannel(event.roomId))
    // Who came back at once may be in already by the time that this old event is delivered.
    this.doubtful.add(userId)
  }

  /** Everyone leaves a room that is gone. */
  allOut(roomId: string): void {
    for (const socket of this.broadcast.socketsIn(roomId)) void socket.leave(roomChannel(roomId))
  }

  /** Membership of a user here may have changed: looks, and tells the user's tabs. */
  changed(roomId: string, userId: string): void {
    this.look(userId, [roomId])
  }

  /** Anything may have changed: looks at all users here. */
  allChanged(): void {
    for (const userId of this.connections.userIds()) this.look(userId)
  }

  /** Takes out the sockets of users that the room's log does not know as members. */
  async recheck(roomId: string): Promise<void> {
    const present = this.broadcast.socketsIn(roomId)
    const userIds = [...new Set(present.map((socket) => socket.data.userId))]
    const strangers = new Set(await this.store.strangers(roomId, userIds))
    for (const socket of present)
      if (strangers.has(socket.data.userId)) void socket.leave(roomChannel(roomId))
  }

  /** Compares the channels of a user's sockets with the memberships in PostgreSQL. */
  private async settle(userId: string, told: string[] = []): Promise<void> {
    const member = new Set(await this.store.roomIdsOf(userId))
    const sockets = this.connections.of(userId)
    const inside = new Set(sockets.flatMap((socket) => [...socket.rooms].map(roomOfChannel)))
    const gone = [...new Set([...told, ...inside])].filter(
      (id): id is string => id !== undefined && !member.has(id),
    )
    for (const socket of sockets) {
      await socket.join([...member].map(roomChannel).filter((channel) => !socket.rooms.has(channel)))
      for (const roomId of gone) void socket.leave(roomChannel(roomId))
    }
    for (const roomId of [...member].filter((id) => told.includes(id) || !inside.has(id)))
      await this.tellJoined(userId, roomId)
    for (const roomId of gone) this.broadcast.userHere(userId, { type: 'room.left', roomId })
  }

  private async tellJoined(userId: string, roomId: string): Promise<void> {
    const room = await this.rooms.one(userId, roomId)
    if (room) this.broadcast.userHere(userId, { type: 'room.joined', room })
  }

  /** Looks again where it failed. To be called every second or so. */
  retry(): void {
    const userIds = [...this.doubtful]
    this.doubtful.clear()
    for (const userId of userIds) this.look(userId)
  }

  private look(userId: string, told: string[] = []): void {
    if (!this.connections.has(userId)) return
    this.lanes
      .run(userId, () => this.settle(userId, told))
      .catch((error: unknown) => this.failed(userId, error))
  }

  private failed(userId: string, error: unknown): void {
    this.doubtful.add(userId)
    this.logger.warn({ userId, err: error }, 'membership is in doubt')
  }
}

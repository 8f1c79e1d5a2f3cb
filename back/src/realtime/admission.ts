import { Injectable } from '@nestjs/common'
import { MemberService } from '../member/member.service.js'
import { PresenceService } from '../presence/presence.service.js'
import { Caps } from './caps.js'
import { type Peer, roomChannel, userChannel } from './channels.js'
import { Connections } from './connections.js'
import { Members } from './members.js'
import { SocketSessions } from './socket.sessions.js'

/** How a connection comes in and goes, whatever it speaks. */
@Injectable()
export class Admission {
  constructor(
    private readonly connections: Connections,
    private readonly caps: Caps,
    private readonly members: Members,
    private readonly standings: MemberService,
    private readonly sessions: SocketSessions,
    private readonly presence: PresenceService,
  ) {}

  /**
   * Afterwards it is in the channels of its person's rooms. @returns those rooms; undefined if it has gone meanwhile
   * @throws ChatError `rate_limited` beyond the caps
   */
  async admit(peer: Peer): Promise<string[] | undefined> {
    this.connections.add(peer)
    await this.caps.claim(peer)
    await peer.join(userChannel(peer.data.userId))
    const roomIds = await this.members.admit(peer)
    await this.sessions.check(peer)
    // Who has gone meanwhile must not come now: nobody would tell of the leaving.
    if (!peer.connected) return undefined
    this.presence.came(peer)
    return roomIds
  }

  dismiss(peer: Peer): void {
    if (this.connections.remove(peer)) this.caps.release(peer)
    this.presence.left(peer)
  }

  /**
   * The person is in the room, and so is the connection, also if word of it has not come yet.
   * @throws ChatError as `MemberService.require` does
   */
  async sit(peer: Peer, roomId: string): Promise<void> {
    const { userId } = peer.data
    await this.standings.require(roomId, userId)
    const channel = roomChannel(roomId)
    if (peer.rooms.has(channel)) return
    await peer.join(channel)
    try {
      // Whoever was removed in between was not in the channel when that was told.
      await this.standings.require(roomId, userId)
    } catch (error) {
      void peer.leave(channel)
      throw error
    }
  }
}

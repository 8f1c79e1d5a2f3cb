import { Injectable, type OnModuleInit } from '@nestjs/common'
import { ContactFanout } from '../contact/contact.fanout.js'
import { PresenceFanout } from '../presence/presence.fanout.js'
import { ProfileFanout } from '../user/profile.fanout.js'
import { Broadcast } from './broadcast.js'
import { Connections } from './connections.js'
import { type ControlEntry, ControlLog } from './control.log.js'
import { Feeds } from './feeds.js'
import { Members } from './members.js'
import { SocketSessions } from './socket.sessions.js'

/** Does on this instance what the control log tells all of them. */
@Injectable()
export class ControlListener implements OnModuleInit {
  constructor(
    private readonly control: ControlLog,
    private readonly feeds: Feeds,
    private readonly members: Members,
    private readonly sessions: SocketSessions,
    private readonly connections: Connections,
    private readonly presence: PresenceFanout,
    private readonly profiles: ProfileFanout,
    private readonly contacts: ContactFanout,
    private readonly broadcast: Broadcast,
  ) {}

  onModuleInit(): void {
    this.control.on((entry) => this.hear(entry))
    this.control.onGap(() => {
      this.members.allChanged()
      this.sessions.checkAll()
    })
    this.sessions.start()
  }

  private hear(entry: ControlEntry): void {
    switch (entry.type) {
      case 'session.ended':
        return this.sessions.end(entry.sessionIds)
      case 'member.changed':
        return void this.feeds
          .catchUp(entry.roomId)
          .then(() => this.members.changed(entry.roomId, entry.userId))
      case 'room.deleted':
        return void this.feeds.catchUp(entry.roomId).then(() => this.members.allOut(entry.roomId))
      case 'user.changed':
        if (this.connections.has(entry.userId)) this.broadcast.userHere(entry.userId, entry.change)
        return
      case 'profile.changed':
        return this.profiles.changed(entry.userId)
      case 'blocks.changed':
        return this.profiles.blocksChanged(entry.userId)
      case 'contact.changed':
        return this.contacts.changed(entry.userId, entry.otherId)
      case 'presence.changed':
        return this.presence.add(entry.changes)
      case 'upload.changed':
      case 'installation.changed': // these listen themselves
    }
  }
}

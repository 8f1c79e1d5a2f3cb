import { Injectable } from '@nestjs/common'
import { MessageService } from '../message/message.service.js'
import { ReadService } from '../message/read.service.js'
import { SyncService } from '../message/sync.service.js'
import { PresenceService } from '../presence/presence.service.js'
import { MemberService } from '../room/member.service.js'
import type { Handlers } from './ack.js'
import { Broadcast } from './broadcast.js'

/** What each socket command does. Membership is asked on every one, here or in the room's log. */
@Injectable()
export class CommandHandlers {
  readonly all: Handlers

  constructor(
    messages: MessageService,
    sync: SyncService,
    reads: ReadService,
    presence: PresenceService,
    members: MemberService,
    broadcast: Broadcast,
  ) {
    this.all = {
      'message:send': (caller, payload) => messages.send(caller, payload),
      'message:edit': (caller, payload) => messages.edit(caller, payload),
      'message:delete': (caller, payload) => messages.delete(caller, payload),
      'message:pin': (caller, payload) => messages.pin(caller, payload, 'message.pinned'),
      'message:unpin': (caller, payload) => messages.pin(caller, payload, 'message.unpinned'),
      'reaction:add': (caller, payload) => messages.react(caller, payload, 'reaction.added'),
      'reaction:remove': (caller, payload) => messages.react(caller, payload, 'reaction.removed'),
      'room:sync': async (caller, payload) => {
        await members.require(payload.roomId, caller.userId)
        return sync.sync(payload)
      },
      'read:set': async (caller, payload) => {
        await members.require(payload.roomId, caller.userId)
        return reads.set(caller.userId, payload)
      },
      'typing:set': async (caller, { roomId, typing }) => {
        await members.require(roomId, caller.userId)
        broadcast.typing(roomId, caller.userId, typing)
        return {}
      },
      'presence:set': (caller, payload) => presence.set(caller, payload),
    }
  }
}

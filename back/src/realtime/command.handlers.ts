import { Injectable } from '@nestjs/common'
import { Limiter } from '../limit/limiter.js'
import type { Standing } from '../log/standing.js'
import { MessageService } from '../message/message.service.js'
import { ReadService } from '../message/read.service.js'
import { SyncService } from '../message/sync.service.js'
import { PresenceService } from '../presence/presence.service.js'
import { MemberService } from '../member/member.service.js'
import type { Caller, Handlers } from './ack.js'
import { Typing } from './typing.js'

/** What each socket command does. Membership is asked on every one, here or in the room's log. */
@Injectable()
export class CommandHandlers {
  readonly all: Handlers

  constructor(
    messages: MessageService,
    sync: SyncService,
    reads: ReadService,
    presence: PresenceService,
    private readonly members: MemberService,
    private readonly limiter: Limiter,
    typists: Typing,
  ) {
    this.all = {
      'message:send': (caller, payload) => messages.send(caller, payload),
      'message:edit': (caller, payload) => messages.edit(caller, payload),
      'message:delete': (caller, payload) => messages.delete(caller, payload),
      'message:pin': (caller, payload) => messages.pin(caller, payload, 'message.pinned'),
      'message:unpin': (caller, payload) => messages.pin(caller, payload, 'message.unpinned'),
      'preview:remove': (caller, payload) => messages.removePreview(caller, payload),
      'reaction:add': (caller, payload) => messages.react(caller, payload, 'reaction.added'),
      'reaction:remove': (caller, payload) => messages.react(caller, payload, 'reaction.removed'),
      'room:sync': async (caller, payload) => {
        await this.allow(caller, payload.roomId)
        return sync.sync(payload)
      },
      'read:set': async (caller, payload) => {
        await this.allow(caller, payload.roomId)
        return reads.set(caller.userId, payload)
      },
      'typing:set': async (caller, { roomId, typing }) => {
        const { mutedUntilMs } = await this.allow(caller, roomId)
        // Nothing will come of it.
        if (mutedUntilMs > Date.now()) return {}
        typists.set(roomId, caller.userId, typing)
        return {}
      },
      'presence:set': async (caller, payload) => {
        await this.limiter.spendCall({ userId: caller.userId })
        return presence.set(caller, payload)
      },
    }
  }

  /** For what leaves no event: members only, and not without end. What does has limits of its own. */
  private async allow({ userId }: Caller, roomId: string): Promise<Standing> {
    await this.limiter.spendCall({ userId })
    return this.members.require(roomId, userId)
  }
}

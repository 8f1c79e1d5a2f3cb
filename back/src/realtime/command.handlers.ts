import { Injectable } from '@nestjs/common'
import type { CommandPayload } from '@papo/contract'
import { Limiter } from '../limit/limiter.js'
import type { Standing } from '../log/standing.js'
import { MessageService } from '../message/message.service.js'
import { ReadService } from '../message/read.service.js'
import { SyncService } from '../message/sync.service.js'
import { PresenceService } from '../presence/presence.service.js'
import { MemberService } from '../member/member.service.js'
import type { Caller, Handlers } from './ack.js'
import { Typing } from './typing.js'

type MessageCommand = Extract<keyof Handlers, `${'message' | 'preview' | 'reaction'}:${string}`>

/** Whether something is looked up before the log says whether its sender may say more. */
const looksUp = ({ body, replyTo, threadOf, attachments }: CommandPayload<'message:send'>) =>
  body.includes('@') || [replyTo, threadOf, attachments].some((one) => one !== undefined)

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
      ...this.onMessages(messages),
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

  /** What is refused by what was looked up for it never comes to the log and its limits, and counts all the same. */
  private onMessages(messages: MessageService): Pick<Handlers, MessageCommand> {
    const counted = async <R>({ userId }: Caller, act: () => Promise<R>): Promise<R> => {
      await this.limiter.spendCall({ userId })
      return act()
    }
    return {
      'message:send': (who, said) =>
        looksUp(said) ? counted(who, () => messages.send(who, said)) : messages.send(who, said),
      'message:edit': (who, asked) => counted(who, () => messages.edit(who, asked)),
      'message:delete': (who, asked) => counted(who, () => messages.delete(who, asked)),
      'message:pin': (who, asked) => counted(who, () => messages.pin(who, asked, 'message.pinned')),
      'message:unpin': (who, asked) => counted(who, () => messages.pin(who, asked, 'message.unpinned')),
      'preview:remove': (who, asked) => counted(who, () => messages.removePreview(who, asked)),
      'reaction:add': (who, asked) => counted(who, () => messages.react(who, asked, 'reaction.added')),
      'reaction:remove': (who, asked) => counted(who, () => messages.react(who, asked, 'reaction.removed')),
    }
  }

  /** For what leaves no event: members only, and not without end. What does has limits of its own. */
  private async allow({ userId }: Caller, roomId: string): Promise<Standing> {
    await this.limiter.spendCall({ userId })
    return this.members.require(roomId, userId)
  }
}

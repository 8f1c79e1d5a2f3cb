import { Injectable } from '@nestjs/common'
import { type Accepted, COMMAND_SCHEMAS, LIMITS } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { requireScope } from '../auth/scope.js'
import { DirectService } from '../direct/direct.service.js'
import { parseOrThrow } from '../errors.js'
import { Limiter } from '../limit/limiter.js'
import { MemberService } from '../member/member.service.js'
import { HistoryService } from '../message/history.service.js'
import type { Caller } from '../realtime/ack.js'
import { CommandHandlers } from '../realtime/command.handlers.js'
import { WelcomeService } from '../room/welcome.service.js'
import type { Meant } from './lenient.js'
import { Names } from './names.js'
import { tellStored, type ToldMessage } from './told.js'

export type Said = Accepted & { roomId: string; clientId: string }
export type OnlineUser = { userId: string; username: string; displayName: string; status: string }

const PAGES_MAX = 10

/** What can be done in the words of other systems: our own commands and services, under their limits and scopes. */
@Injectable()
export class Talk {
  constructor(
    private readonly commands: CommandHandlers,
    private readonly members: MemberService,
    private readonly direct: DirectService,
    private readonly welcome: WelcomeService,
    private readonly history: HistoryService,
    private readonly limiter: Limiter,
    private readonly names: Names,
  ) {}

  /** @throws ChatError as `message:send` does */
  async say(caller: Caller, { to, body = '', clientId = uuidv7(), rest, ...meant }: Meant): Promise<Said> {
    requireScope(caller, 'write')
    const roomId = to ? await this.directWith(caller, to) : await this.roomOf(meant.roomId)
    const payload = parseOrThrow(COMMAND_SCHEMAS['message:send'].payload, { roomId, clientId, body, ...rest })
    const accepted = await this.commands.all['message:send'](caller, payload)
    return { ...accepted, roomId, clientId: payload.clientId }
  }

  /** Afterwards the person is in the room, which must be public if they were not before. */
  async enter(caller: Caller, asked: string | undefined): Promise<string> {
    const { userId } = caller
    await this.limiter.spendCall({ userId })
    const roomId = await this.roomOf(asked)
    const isIn = await this.members.require(roomId, userId).then(
      () => true,
      () => false,
    )
    if (isIn) return roomId
    requireScope(caller, 'rooms')
    await this.members.join(userId, roomId)
    return roomId
  }

  async leave(caller: Caller, asked: string | undefined): Promise<string> {
    requireScope(caller, 'rooms')
    const roomId = await this.roomOf(asked)
    await this.members.leave(caller.userId, roomId)
    return roomId
  }

  /** The latest messages, oldest first, but for those that were deleted. */
  async recent({ userId }: Caller, { roomId: asked, limit = LIMITS.pageDefault }: Meant) {
    await this.limiter.spendCall({ userId })
    const roomId = await this.roomOf(asked)
    await this.members.require(roomId, userId)
    const { messages } = await this.history.page(roomId, { limit })
    const shown = messages.filter((message) => message.deletedAt === undefined)
    const told: ToldMessage[] = await Promise.all(
      shown.map(async (message) => tellStored(message, await this.names.of(message.senderId))),
    )
    return { roomId, messages: told }
  }

  /** Those of the room who are there, of its first thousand members. */
  async online({ userId }: Caller, asked: string | undefined) {
    await this.limiter.spendCall({ userId })
    const roomId = await this.roomOf(asked)
    const users: OnlineUser[] = []
    let cursor: string | undefined
    for (let page = 0; page < PAGES_MAX; page++) {
      const found = await this.members.page(userId, roomId, { cursor, limit: LIMITS.pageMax })
      for (const { user } of found.items)
        if (user.presence !== 'offline')
          users.push({
            userId: user.id,
            username: user.username,
            displayName: user.displayName,
            status: user.presence,
          })
      cursor = found.nextCursor
      if (!cursor) break
    }
    return { roomId, users }
  }

  roomOf(asked: string | undefined): Promise<string> {
    return asked === undefined ? this.welcome.id() : Promise.resolve(asked)
  }

  /** The direct room of the two. */
  async directWith(caller: Caller, other: string): Promise<string> {
    requireScope(caller, 'rooms')
    const { userId } = caller
    await this.limiter.spendCall({ userId })
    return (await this.direct.open(userId, [other])).id
  }
}

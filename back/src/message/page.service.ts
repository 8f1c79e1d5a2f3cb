import { Injectable } from '@nestjs/common'
import type { Request, Response } from '@papo/contract'
import { MemberService } from '../member/member.service.js'
import { HistoryService } from './history.service.js'
import { ThreadService } from './thread.service.js'

/** Pages of a room, or of one of its threads, for its members. */
@Injectable()
export class PageService {
  constructor(
    private readonly members: MemberService,
    private readonly history: HistoryService,
    private readonly threads: ThreadService,
  ) {}

  /** @throws ChatError as `MemberService.require`, and `not_found` unless a thread can be under the message */
  async page(
    userId: string,
    roomId: string,
    { thread, ...range }: Request<'listMessages'>,
  ): Promise<Response<'messages'>> {
    await this.members.require(roomId, userId)
    return thread === undefined ? this.history.page(roomId, range) : this.threads.page(roomId, thread, range)
  }
}

import { Injectable } from '@nestjs/common'
import { LIMITS, type Request, type Response } from '@papo/contract'
import { z } from 'zod'
import { MemberService } from '../member/member.service.js'
import { decodeCursor, pageOf } from '../room/cursor.js'
import { AuditStore } from './audit.store.js'

const cursorKey = z.tuple([z.uuid()])

@Injectable()
export class AuditService {
  constructor(
    private readonly members: MemberService,
    private readonly store: AuditStore,
  ) {}

  /**
   * For owners and admins. That a message of someone else was deleted shows once a worker has stored it: the
   * room's log is where that is decided, and no transaction of ours.
   */
  async page(userId: string, roomId: string, query: Request<'list'>): Promise<Response<'audit'>> {
    await this.members.requireRunner(roomId, userId)
    const limit = query.limit ?? LIMITS.pageDefault
    const rows = await this.store.page(roomId, decodeCursor(cursorKey, query.cursor)?.[0], limit + 1)
    return pageOf(rows, limit, (row) => [row.id])
  }
}

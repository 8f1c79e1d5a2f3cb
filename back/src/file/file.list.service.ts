import { Injectable } from '@nestjs/common'
import { LIMITS, type Request, type Response } from '@papo/contract'
import { z } from 'zod'
import { MemberService } from '../member/member.service.js'
import { decodeCursor, pageOf } from '../room/cursor.js'
import { FileListStore } from './file.list.store.js'
import { toAttachment } from './file.view.js'

const position = z.tuple([z.coerce.number().int().positive(), z.uuid()])

@Injectable()
export class FileListService {
  constructor(
    private readonly store: FileListStore,
    private readonly members: MemberService,
  ) {}

  async page(userId: string, roomId: string, query: Request<'listFiles'>): Promise<Response<'files'>> {
    await this.members.require(roomId, userId)
    const { kind, cursor, limit = LIMITS.pageDefault } = query
    const [seq, id] = decodeCursor(position, cursor) ?? []
    const after = seq === undefined || id === undefined ? undefined : { seq, id }
    const rows = await this.store.page(roomId, { kind, after, take: limit + 1 })
    const { items, ...next } = pageOf(rows, limit, (row) => [String(row.messageSeq), row.id])
    const views = items.map((row) => ({
      attachment: toAttachment(row),
      ...{ seq: Number(row.messageSeq), senderId: row.senderId, at: row.at.toISOString() },
    }))
    return { items: views, ...next }
  }
}

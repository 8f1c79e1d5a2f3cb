import { Inject, Injectable } from '@nestjs/common'
import { LIMITS, type Request, type Response } from '@papo/contract'
import { z } from 'zod'
import { ChatError, notFound } from '../errors.js'
import { JournalStore } from '../journal/journal.store.js'
import { LOGGER, type Logger } from '../logger.js'
import { ChangeStore } from '../room/change.store.js'
import { decodeCursor, pageOf } from '../room/cursor.js'
import { PendingService } from '../room/pending.service.js'
import { toRoom } from '../room/room.store.js'
import { RoomAdminStore } from './room.admin.store.js'

const position = z.tuple([z.string(), z.uuid()])

@Injectable()
export class RoomAdminService {
  constructor(
    private readonly store: RoomAdminStore,
    private readonly changes: ChangeStore,
    private readonly pending: PendingService,
    private readonly journal: JournalStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async list({
    q,
    cursor,
    limit = LIMITS.pageDefault,
  }: Request<'listAdmin'>): Promise<Response<'adminRooms'>> {
    const key = decodeCursor(position, cursor)
    const after = key && { name: key[0], id: key[1] }
    const rows = await this.store.list({ q, after, take: limit + 1 })
    const { items, ...next } = pageOf(rows, limit, (row) => [row.sortName, row.id])
    const views = items.map((row) => ({
      ...toRoom(row),
      ...(row.lastMessageAt ? { lastMessageAt: row.lastMessageAt.toISOString() } : {}),
    }))
    return { items: views, ...next }
  }

  /** @throws ChatError `forbidden` for the default room, `not_found` for direct ones, which are not theirs to see */
  async delete(actorId: string, roomId: string): Promise<void> {
    await this.changes.change({ roomId, actorId }, async (room) => {
      if (room.row.kind === 'direct') throw notFound('room')
      if (room.row.isDefault) throw new ChatError('forbidden', 'The default room cannot be deleted.')
      await room.delete()
      const detail = { name: room.row.name, roomId }
      await this.journal.write({ action: 'room.deleted', actorId, detail }, room.tx)
    })
    await this.pending.announce(roomId)
    this.logger.info({ actorId, roomId }, 'room deleted by an administrator')
  }
}

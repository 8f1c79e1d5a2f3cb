import { Controller, Get, UseGuards } from '@nestjs/common'
import { LIMITS, REQUESTS, type Request, type Response } from '@papo/contract'
import { z } from 'zod'
import { AdministratorGuard } from '../admin/administrator.guard.js'
import { ValidQuery } from '../http/valid.js'
import { decodeCursor, pageOf } from '../room/cursor.js'
import { JournalStore } from './journal.store.js'

const position = z.tuple([z.uuid()])

@Controller('admin/journal')
@UseGuards(AdministratorGuard)
export class JournalController {
  constructor(private readonly journal: JournalStore) {}

  @Get()
  async page(
    @ValidQuery(REQUESTS.listJournal) { action, cursor, limit = LIMITS.pageDefault }: Request<'listJournal'>,
  ): Promise<Response<'journal'>> {
    const before = decodeCursor(position, cursor)?.[0]
    return pageOf(await this.journal.page({ action, before, take: limit + 1 }), limit, (row) => [row.id])
  }
}

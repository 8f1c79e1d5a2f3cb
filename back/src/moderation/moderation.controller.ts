import { Controller, Delete, Get } from '@nestjs/common'
import { REQUESTS, type Request, type Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { IdParam, ValidQuery } from '../http/valid.js'
import { AuditService } from './audit.service.js'
import { ModerationService } from './moderation.service.js'

/** For owners and admins of a room. */
@Controller('rooms/:id')
export class ModerationController {
  constructor(
    private readonly moderation: ModerationService,
    private readonly audit: AuditService,
  ) {}

  @Get('bans')
  bans(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
    @ValidQuery(REQUESTS.list) query: Request<'list'>,
  ): Promise<Response<'bans'>> {
    return this.moderation.bans(userId, roomId, query)
  }

  @Delete('bans/:userId')
  async unban(
    @CurrentUser() identity: Identity,
    @IdParam('id') roomId: string,
    @IdParam('userId') userId: string,
  ): Promise<Response<'done'>> {
    await this.moderation.unban(identity.userId, { roomId, userId })
    return {}
  }

  @Get('audit')
  entries(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
    @ValidQuery(REQUESTS.list) query: Request<'list'>,
  ): Promise<Response<'audit'>> {
    return this.audit.page(userId, roomId, query)
  }
}

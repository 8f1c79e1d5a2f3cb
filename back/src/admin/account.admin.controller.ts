import { Controller, Delete, Get, Patch, UseGuards } from '@nestjs/common'
import { REQUESTS, type Request, type Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { IdParam, ValidBody, ValidQuery } from '../http/valid.js'
import { AccountAdminService } from './account.admin.service.js'
import { AdministratorGuard } from './administrator.guard.js'

@Controller('admin/users')
@UseGuards(AdministratorGuard)
export class AccountAdminController {
  constructor(private readonly accounts: AccountAdminService) {}

  @Get()
  list(@ValidQuery(REQUESTS.listAdmin) query: Request<'listAdmin'>): Promise<Response<'adminUsers'>> {
    return this.accounts.list(query)
  }

  @Patch(':id')
  async update(
    @CurrentUser() me: Identity,
    @IdParam('id') userId: string,
    @ValidBody(REQUESTS.updateAdminUser) change: Request<'updateAdminUser'>,
  ): Promise<Response<'adminUser'>> {
    return { user: await this.accounts.update(me.userId, userId, change) }
  }

  @Delete(':id/second-factor')
  async endSecondFactor(
    @CurrentUser() me: Identity,
    @IdParam('id') userId: string,
  ): Promise<Response<'done'>> {
    await this.accounts.endSecondFactor(me.userId, userId)
    return {}
  }

  @Get(':id/sessions')
  async sessions(@CurrentUser() me: Identity, @IdParam('id') userId: string): Promise<Response<'sessions'>> {
    return { items: await this.accounts.sessionsOf(me, userId) }
  }

  @Delete(':id/sessions')
  async endSessions(@CurrentUser() me: Identity, @IdParam('id') userId: string): Promise<Response<'done'>> {
    await this.accounts.endSessions(me, userId)
    return {}
  }

  @Delete(':id/sessions/:sessionId')
  async endSession(
    @CurrentUser() me: Identity,
    @IdParam('id') userId: string,
    @IdParam('sessionId') sessionId: string,
  ): Promise<Response<'done'>> {
    await this.accounts.endSessions(me, userId, sessionId)
    return {}
  }
}

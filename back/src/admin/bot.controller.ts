import { Controller, Delete, Get, Post, UseGuards } from '@nestjs/common'
import { REQUESTS, type Request, type Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { IdParam, ValidBody } from '../http/valid.js'
import { AdministratorGuard } from './administrator.guard.js'
import { BotService } from './bot.service.js'

@Controller('admin/bots')
@UseGuards(AdministratorGuard)
export class BotController {
  constructor(private readonly bots: BotService) {}

  @Get()
  list(): Promise<Response<'bots'>> {
    return this.bots.list()
  }

  @Post()
  async create(
    @CurrentUser() { userId }: Identity,
    @ValidBody(REQUESTS.createBot) wish: Request<'createBot'>,
  ): Promise<Response<'bot'>> {
    return { bot: await this.bots.create(userId, wish) }
  }

  @Get(':id/tokens')
  tokens(@IdParam('id') botId: string): Promise<Response<'apiTokens'>> {
    return this.bots.tokensOf(botId)
  }

  @Post(':id/tokens')
  makeToken(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') botId: string,
    @ValidBody(REQUESTS.createToken) wish: Request<'createToken'>,
  ): Promise<Response<'madeToken'>> {
    return this.bots.makeToken(userId, botId, wish)
  }

  @Delete(':id/tokens/:tokenId')
  async revokeToken(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') botId: string,
    @IdParam('tokenId') tokenId: string,
  ): Promise<Response<'done'>> {
    await this.bots.revokeToken(userId, botId, tokenId)
    return {}
  }
}

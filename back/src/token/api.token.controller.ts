import { Controller, Delete, Get, Post } from '@nestjs/common'
import { REQUESTS, type Request, type Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { IdParam, ValidBody } from '../http/valid.js'
import { ApiTokenService } from './api.token.service.js'

@Controller('users/me/tokens')
export class ApiTokenController {
  constructor(private readonly tokens: ApiTokenService) {}

  @Get()
  list(@CurrentUser() { userId }: Identity): Promise<Response<'apiTokens'>> {
    return this.tokens.list(userId)
  }

  @Post()
  make(
    @CurrentUser() { userId }: Identity,
    @ValidBody(REQUESTS.createToken) wish: Request<'createToken'>,
  ): Promise<Response<'madeToken'>> {
    return this.tokens.make(userId, userId, wish)
  }

  @Delete(':id')
  async revoke(@CurrentUser() { userId }: Identity, @IdParam('id') id: string): Promise<Response<'done'>> {
    await this.tokens.revoke(userId, id)
    return {}
  }
}

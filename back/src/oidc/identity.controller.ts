import { Controller, Delete, Get, HttpCode, Post } from '@nestjs/common'
import { type Request, REQUESTS, type Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { IdParam, ValidBody } from '../http/valid.js'
import { IdentityService } from './identity.service.js'

@Controller('auth')
export class IdentityController {
  constructor(private readonly identities: IdentityService) {}

  @Get('identities')
  list(@CurrentUser() me: Identity): Promise<Response<'identities'>> {
    return this.identities.list(me)
  }

  @Delete('identities/:id')
  async unlink(@CurrentUser() me: Identity, @IdParam('id') id: string): Promise<Response<'done'>> {
    await this.identities.unlink(me, id)
    return {}
  }

  @Post('password')
  @HttpCode(200)
  async choosePassword(
    @CurrentUser() me: Identity,
    @ValidBody(REQUESTS.chooseFirstPassword) request: Request<'chooseFirstPassword'>,
  ): Promise<Response<'done'>> {
    await this.identities.choosePassword(me, request)
    return {}
  }
}

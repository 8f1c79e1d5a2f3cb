import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common'
import { REQUESTS, type Request, type Response } from '@papo/contract'
import { CurrentUser, Public } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { ClientAddress } from '../http/client.address.js'
import { IdParam, ValidBody } from '../http/valid.js'
import { InviteService } from './invite.service.js'

@Controller()
export class InviteController {
  constructor(private readonly invites: InviteService) {}

  @Post('rooms/:id/invites')
  async create(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
    @ValidBody(REQUESTS.createInvite) body: Request<'createInvite'>,
  ): Promise<Response<'invite'>> {
    return { invite: await this.invites.create(userId, roomId, body) }
  }

  @Get('rooms/:id/invites')
  list(@CurrentUser() { userId }: Identity, @IdParam('id') roomId: string): Promise<Response<'invites'>> {
    return this.invites.list(userId, roomId)
  }

  @Delete('rooms/:id/invites/:inviteId')
  async revoke(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
    @IdParam('inviteId') inviteId: string,
  ): Promise<Response<'done'>> {
    await this.invites.revoke(userId, roomId, inviteId)
    return {}
  }

  /** Also for who has no account yet. A code of any form is looked up: what none could be is not found either. */
  @Public()
  @Get('invites/:code')
  look(@ClientAddress() address: string, @Param('code') code: string): Promise<Response<'invited'>> {
    return this.invites.look(code, address)
  }

  @Post('invites/:code/accept')
  @HttpCode(200)
  async accept(
    @CurrentUser() { userId }: Identity,
    @Param('code') code: string,
  ): Promise<Response<'joinedRoom'>> {
    return { room: await this.invites.accept(userId, code) }
  }
}

import { Controller, Get, HttpCode, Post } from '@nestjs/common'
import { type Accepted, type Request, REQUESTS, type Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { ClientAddress } from '../http/client.address.js'
import { IdParam, ValidBody, ValidQuery } from '../http/valid.js'
import { MemberService } from '../member/member.service.js'
import { MessageService } from './message.service.js'
import { PageService } from './page.service.js'
import { ReadService } from './read.service.js'

@Controller('rooms/:id')
export class MessageController {
  constructor(
    private readonly messages: MessageService,
    private readonly pages: PageService,
    private readonly reads: ReadService,
    private readonly members: MemberService,
  ) {}

  @Get('messages')
  list(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
    @ValidQuery(REQUESTS.listMessages) query: Request<'listMessages'>,
  ): Promise<Response<'messages'>> {
    return this.pages.page(userId, roomId, query)
  }

  @Post('messages')
  @HttpCode(201)
  send(
    @CurrentUser() { userId }: Identity,
    @ClientAddress() address: string,
    @IdParam('id') roomId: string,
    @ValidBody(REQUESTS.sendMessage) body: Request<'sendMessage'>,
  ): Promise<Accepted> {
    return this.messages.send({ userId, address }, { roomId, ...body })
  }

  @Post('read')
  @HttpCode(200)
  async read(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
    @ValidBody(REQUESTS.read) { seq }: Request<'read'>,
  ): Promise<Response<'read'>> {
    await this.members.require(roomId, userId)
    return this.reads.set(userId, { roomId, seq })
  }
}

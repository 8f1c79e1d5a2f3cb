import { Controller, HttpCode, Post } from '@nestjs/common'
import { REQUESTS, type Request, type Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { ValidBody } from '../http/valid.js'
import { DirectService } from './direct.service.js'

@Controller('direct')
export class DirectController {
  constructor(private readonly directs: DirectService) {}

  @Post()
  @HttpCode(200)
  async open(
    @CurrentUser() { userId }: Identity,
    @ValidBody(REQUESTS.direct) { userIds }: Request<'direct'>,
  ): Promise<Response<'joinedRoom'>> {
    return { room: await this.directs.open(userId, userIds) }
  }
}

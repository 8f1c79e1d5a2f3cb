import { Controller, Get } from '@nestjs/common'
import { type Request, REQUESTS, type Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { IdParam, ValidQuery } from '../http/valid.js'
import { MemberService } from '../member/member.service.js'
import { PinService } from './pin.service.js'
import { ReceiptService } from './receipt.service.js'

/** What members see beside a room's messages. */
@Controller('rooms/:id')
export class PinController {
  constructor(
    private readonly pins: PinService,
    private readonly receipts: ReceiptService,
    private readonly members: MemberService,
  ) {}

  @Get('pins')
  async list(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
    @ValidQuery(REQUESTS.list) query: Request<'list'>,
  ): Promise<Response<'pins'>> {
    await this.members.require(roomId, userId)
    return this.pins.page(roomId, query)
  }

  @Get('reads')
  async reads(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
  ): Promise<Response<'reads'>> {
    await this.members.require(roomId, userId)
    return this.receipts.of(roomId, userId)
  }
}

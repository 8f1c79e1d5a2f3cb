import { Controller, Get, Put } from '@nestjs/common'
import { REQUESTS, type Request, type Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { IdParam, ValidBody } from '../http/valid.js'
import { RetentionService } from './retention.service.js'

@Controller('rooms/:id/retention')
export class RetentionController {
  constructor(private readonly retention: RetentionService) {}

  @Get()
  async get(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
  ): Promise<Response<'retention'>> {
    return { retention: await this.retention.get(userId, roomId) }
  }

  @Put()
  async choose(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
    @ValidBody(REQUESTS.updateRetention) { days }: Request<'updateRetention'>,
  ): Promise<Response<'retention'>> {
    return { retention: await this.retention.choose(userId, roomId, days) }
  }
}

import { Controller, Get, HttpCode, Post } from '@nestjs/common'
import { REQUESTS, type Request, type Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { ValidQuery } from '../http/valid.js'
import { SystemService } from './system.service.js'

/** For administrators of the installation. */
@Controller('rooms/system')
export class SystemController {
  constructor(private readonly system: SystemService) {}

  @Get('stats')
  stats(@CurrentUser() { userId }: Identity): Promise<Response<'stats'>> {
    return this.system.stats(userId)
  }

  @Post('cleanup')
  @HttpCode(200)
  async cleanup(
    @CurrentUser() { userId }: Identity,
    @ValidQuery(REQUESTS.cleanup) query: Request<'cleanup'>,
  ): Promise<Response<'cleanup'>> {
    return { deleted: await this.system.cleanup(userId, query.inactiveMinutes) }
  }
}

import { Controller, HttpCode, Inject, Post, Res } from '@nestjs/common'
import { REQUESTS, type Request, type Response } from '@papo/contract'
import type { Response as HttpResponse } from 'express'
import { clearCookies } from '../auth/cookies.js'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { CONFIG, type Config } from '../config.js'
import { ValidBody } from '../http/valid.js'
import { DeletionService } from './deletion.service.js'

@Controller('users/me/deletion')
export class DeletionController {
  constructor(
    private readonly deletions: DeletionService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post()
  @HttpCode(200)
  async delete(
    @CurrentUser() { userId }: Identity,
    @ValidBody(REQUESTS.deleteMe) request: Request<'deleteMe'>,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<Response<'done'>> {
    await this.deletions.delete(userId, request)
    clearCookies(response, this.config)
    return {}
  }
}

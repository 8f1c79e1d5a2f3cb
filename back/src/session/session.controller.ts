import { Controller, Delete, Get, Inject, Res } from '@nestjs/common'
import type { Response } from '@papo/contract'
import type { Response as HttpResponse } from 'express'
import { clearCookies } from '../auth/cookies.js'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { CONFIG, type Config } from '../config.js'
import { IdParam } from '../http/valid.js'
import { SessionService } from './session.service.js'

@Controller('auth/sessions')
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async list(@CurrentUser() me: Identity): Promise<Response<'sessions'>> {
    return { items: await this.sessions.list(me) }
  }

  @Delete(':id')
  async end(
    @CurrentUser() me: Identity,
    @IdParam('id') sessionId: string,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<Response<'done'>> {
    await this.sessions.endOne(me, sessionId)
    if (sessionId === me.sessionId) clearCookies(response, this.config)
    return {}
  }
}

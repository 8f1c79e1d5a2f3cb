import { Controller, Headers, HttpCode, Inject, Post, Res } from '@nestjs/common'
import { REQUESTS, type Request, type Response } from '@papo/contract'
import type { Response as HttpResponse } from 'express'
import { setCookies } from '../auth/cookies.js'
import { Public } from '../auth/current.user.js'
import { TokenIssuer } from '../auth/token.issuer.js'
import { CONFIG, type Config } from '../config.js'
import { ClientAddress } from '../http/client.address.js'
import { ValidBody } from '../http/valid.js'
import { toSelf } from '../user/user.view.js'
import { ChallengeService } from './challenge.service.js'

/** The second half of a login: the code. */
@Public()
@Controller('auth')
export class CodeController {
  constructor(
    private readonly challenges: ChallengeService,
    private readonly issuer: TokenIssuer,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post('login/code')
  @HttpCode(200)
  async login(
    @ValidBody(REQUESTS.answerChallenge) request: Request<'answerChallenge'>,
    @ClientAddress() address: string,
    @Headers('user-agent') userAgent = '',
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<Response<'identity'>> {
    const { account, grant } = await this.challenges.answer(request, { address, userAgent })
    setCookies(response, this.config, await this.issuer.tokensOf(grant))
    return { user: toSelf(account) }
  }

  @Post('token/code')
  @HttpCode(200)
  async token(
    @ValidBody(REQUESTS.answerChallenge) request: Request<'answerChallenge'>,
    @ClientAddress() address: string,
    @Headers('user-agent') userAgent = '',
  ): Promise<Response<'tokens'>> {
    const { grant } = await this.challenges.answer(request, { address, userAgent })
    return this.issuer.tokensOf(grant)
  }
}

import { Controller, Get, Headers, HttpCode, Inject, Post, Req, Res } from '@nestjs/common'
import { type Request, REQUESTS, type Response } from '@papo/contract'
import type { Request as HttpRequest, Response as HttpResponse } from 'express'
import { clearOidcCookie, cookieNames, cookieOf, setCookies, setOidcCookie } from '../auth/cookies.js'
import { CurrentUser, Public } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { TokenIssuer } from '../auth/token.issuer.js'
import { CONFIG, type Config } from '../config.js'
import { ClientAddress } from '../http/client.address.js'
import { ValidBody } from '../http/valid.js'
import { OidcService } from './oidc.service.js'

/** Out to the provider of logins and back. Both ways out are POST, so that no foreign page begins one. */
@Controller('auth')
export class OidcController {
  constructor(
    private readonly oidc: OidcService,
    private readonly issuer: TokenIssuer,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Public()
  @Post('oidc/start')
  @HttpCode(200)
  async start(
    @ValidBody(REQUESTS.startOidc) request: Request<'startOidc'>,
    @Headers() { origin, host }: HttpRequest['headers'],
    @ClientAddress() address: string,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<Response<'oidcStart'>> {
    const { url, browser } = await this.oidc.begin({ origin, host, address }, request)
    setOidcCookie(response, this.config, browser)
    return { url }
  }

  @Post('identities')
  @HttpCode(200)
  async link(
    @CurrentUser() me: Identity,
    @ValidBody(REQUESTS.linkIdentity) { password }: Request<'linkIdentity'>,
    @Headers() { origin, host }: HttpRequest['headers'],
    @ClientAddress() address: string,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<Response<'oidcStart'>> {
    const { url, browser } = await this.oidc.beginLink({ origin, host, address }, me, password)
    setOidcCookie(response, this.config, browser)
    return { url }
  }

  @Public()
  @Get('oidc/callback')
  async callback(
    @Req() request: HttpRequest,
    @ClientAddress() address: string,
    @Headers('user-agent') userAgent = '',
    @Res() response: HttpResponse,
  ): Promise<void> {
    const query = new URL(request.url, 'http://papo.invalid').search
    const browser = cookieOf(request, cookieNames(this.config).oidc)
    const { to, used, grant } = await this.oidc.finish(query, browser, { address, userAgent })
    if (used) clearOidcCookie(response, this.config)
    if (grant) setCookies(response, this.config, await this.issuer.tokensOf(grant))
    response.redirect(to)
  }
}

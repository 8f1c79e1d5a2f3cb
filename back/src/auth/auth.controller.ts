import { Controller, Get, Headers, HttpCode, Inject, Post, Put, Req, Res } from '@nestjs/common'
import { type Request, REQUESTS, type Response } from '@papo/contract'
import type { Request as HttpRequest, Response as HttpResponse } from 'express'
import { CONFIG, type Config } from '../config.js'
import { ChatError } from '../errors.js'
import { ClientAddress } from '../http/client.address.js'
import { ValidBody } from '../http/valid.js'
import { type Grant, SessionService } from '../session/session.service.js'
import { toSelf } from '../user/user.view.js'
import { AccountService } from './account.service.js'
import { clearCookies, refreshCookieOf, setCookies } from './cookies.js'
import { CurrentUser, Public } from './current.user.js'
import type { Identity } from './identity.js'
import { TokenIssuer } from './token.issuer.js'
import { TokenVerifier } from './token.verifier.js'

@Controller('auth')
export class AuthController {
  constructor(
    private readonly accounts: AccountService,
    private readonly sessions: SessionService,
    private readonly issuer: TokenIssuer,
    private readonly verifier: TokenVerifier,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Public()
  @Post('register')
  async register(
    @ValidBody(REQUESTS.register) request: Request<'register'>,
    @ClientAddress() address: string,
    @Headers('user-agent') userAgent = '',
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<Response<'identity'>> {
    const { account, grant } = await this.accounts.register(request, { address, userAgent })
    await this.giveCookies(response, grant)
    return { user: toSelf(account) }
  }

  @Public()
  @Post('login')
  @HttpCode(200)
  async login(
    @ValidBody(REQUESTS.login) request: Request<'login'>,
    @ClientAddress() address: string,
    @Headers('user-agent') userAgent = '',
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<Response<'identity'> | Response<'challenge'>> {
    const entered = await this.accounts.login(request, { address, userAgent })
    if ('secondFactor' in entered) return entered
    const { account, grant } = entered
    await this.giveCookies(response, grant)
    return { user: toSelf(account) }
  }

  /** For API clients: no cookies, the tokens themselves. */
  @Public()
  @Post('token')
  @HttpCode(200)
  async token(
    @ValidBody(REQUESTS.login) request: Request<'login'>,
    @ClientAddress() address: string,
    @Headers('user-agent') userAgent = '',
  ): Promise<Response<'tokens'> | Response<'challenge'>> {
    const entered = await this.accounts.login(request, { address, userAgent })
    return 'secondFactor' in entered ? entered : this.issuer.tokensOf(entered.grant)
  }

  /** A token in the body is answered with tokens; the cookie, with cookies. */
  @Public()
  @Post('refresh')
  @HttpCode(200)
  async refresh(
    @ValidBody(REQUESTS.refresh) { refreshToken }: Request<'refresh'>,
    @Req() request: HttpRequest,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<Response<'tokens'> | Response<'done'>> {
    if (refreshToken) return this.issuer.tokensOf(await this.sessions.refresh(refreshToken))
    try {
      await this.giveCookies(
        response,
        await this.sessions.refresh(refreshCookieOf(request, this.config) ?? ''),
      )
    } catch (error) {
      if (error instanceof ChatError && error.code === 'unauthenticated') clearCookies(response, this.config)
      throw error
    }
    return {}
  }

  /** Also for a browser whose access token is over: its refresh token names the session. */
  @Public()
  @Post('logout')
  @HttpCode(200)
  async logout(
    @Req() request: HttpRequest,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<Response<'done'>> {
    const sessionId = await this.sessionOf(request)
    if (sessionId) await this.sessions.end({ only: sessionId })
    clearCookies(response, this.config)
    return {}
  }

  @Get('me')
  async me(@CurrentUser() me: Identity): Promise<Response<'identity'>> {
    return { user: toSelf(await this.accounts.me(me)) }
  }

  @Put('password')
  async changePassword(
    @CurrentUser() me: Identity,
    @ValidBody(REQUESTS.changePassword) request: Request<'changePassword'>,
  ): Promise<Response<'done'>> {
    await this.accounts.changePassword(me, request)
    return {}
  }

  private async sessionOf(request: HttpRequest): Promise<string | undefined> {
    const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (bearer) return (await this.verifier.verify(bearer)).sessionId
    return this.sessions.sessionOf(refreshCookieOf(request, this.config) ?? '')
  }

  private async giveCookies(response: HttpResponse, grant: Grant): Promise<void> {
    setCookies(response, this.config, await this.issuer.tokensOf(grant))
  }
}

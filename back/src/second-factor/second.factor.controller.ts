import { Controller, Get, HttpCode, Post } from '@nestjs/common'
import { REQUESTS, type Request, type Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { ValidBody } from '../http/valid.js'
import { SecondFactorService } from './second.factor.service.js'

@Controller('auth/second-factor')
export class SecondFactorController {
  constructor(private readonly factors: SecondFactorService) {}

  @Get()
  status(@CurrentUser() { userId }: Identity): Promise<Response<'secondFactor'>> {
    return this.factors.status(userId)
  }

  @Post()
  @HttpCode(200)
  begin(
    @CurrentUser() { userId }: Identity,
    @ValidBody(REQUESTS.secondFactor) { password }: Request<'secondFactor'>,
  ): Promise<Response<'secondFactorSecret'>> {
    return this.factors.begin(userId, password)
  }

  @Post('confirm')
  @HttpCode(200)
  confirm(
    @CurrentUser() { userId }: Identity,
    @ValidBody(REQUESTS.confirmSecondFactor) { code }: Request<'confirmSecondFactor'>,
  ): Promise<Response<'recoveryCodes'>> {
    return this.factors.confirm(userId, code)
  }

  @Post('recovery-codes')
  @HttpCode(200)
  renewCodes(
    @CurrentUser() { userId }: Identity,
    @ValidBody(REQUESTS.secondFactor) { password }: Request<'secondFactor'>,
  ): Promise<Response<'recoveryCodes'>> {
    return this.factors.renewCodes(userId, password)
  }

  @Post('off')
  @HttpCode(200)
  async end(
    @CurrentUser() { userId }: Identity,
    @ValidBody(REQUESTS.secondFactor) { password }: Request<'secondFactor'>,
  ): Promise<Response<'done'>> {
    await this.factors.end(userId, password)
    return {}
  }
}

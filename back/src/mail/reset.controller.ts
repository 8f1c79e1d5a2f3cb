import { Controller, HttpCode, Post } from '@nestjs/common'
import { type Request, REQUESTS, type Response } from '@papo/contract'
import { Public } from '../auth/current.user.js'
import { ClientAddress } from '../http/client.address.js'
import { ValidBody } from '../http/valid.js'
import { ResetService } from './reset.service.js'

@Public()
@Controller('auth/password-reset')
export class ResetController {
  constructor(private readonly resets: ResetService) {}

  @Post()
  @HttpCode(202)
  async request(
    @ValidBody(REQUESTS.requestPasswordReset) request: Request<'requestPasswordReset'>,
    @ClientAddress() address: string,
  ): Promise<Response<'done'>> {
    await this.resets.request(request, address)
    return {}
  }

  @Post('confirm')
  @HttpCode(200)
  async confirm(
    @ValidBody(REQUESTS.resetPassword) request: Request<'resetPassword'>,
    @ClientAddress() address: string,
  ): Promise<Response<'done'>> {
    await this.resets.confirm(request, address)
    return {}
  }
}

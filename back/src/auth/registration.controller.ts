import { Controller, Get } from '@nestjs/common'
import type { Response } from '@papo/contract'
import { Public } from './current.user.js'
import { RegistrationStore } from './registration.store.js'

@Controller('auth/registration')
export class RegistrationController {
  constructor(private readonly registration: RegistrationStore) {}

  /** So that a form can say it before one fills it in. */
  @Public()
  @Get()
  async mode(): Promise<Response<'registration'>> {
    return { registration: await this.registration.mode(), passwordReset: false }
  }
}

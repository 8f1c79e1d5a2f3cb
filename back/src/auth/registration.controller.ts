import { Controller, Get, Inject } from '@nestjs/common'
import type { Response } from '@papo/contract'
import { CONFIG, type Config } from '../config.js'
import { Provider } from '../oidc/provider.js'
import { Public } from './current.user.js'
import { RegistrationStore } from './registration.store.js'

@Controller('auth/registration')
export class RegistrationController {
  constructor(
    private readonly registration: RegistrationStore,
    private readonly provider: Provider,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** So that a form can say it before one fills it in. */
  @Public()
  @Get()
  async mode(): Promise<Response<'registration'>> {
    const { name } = this.provider
    return {
      registration: await this.registration.mode(),
      passwordReset: this.config.SMTP_URL !== undefined,
      ...(name !== undefined && { oidc: { name } }),
    }
  }
}

import { Controller, Delete, Get, HttpCode, Post } from '@nestjs/common'
import { type Request, REQUESTS, type Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { IdParam, ValidBody } from '../http/valid.js'
import { SubscriptionService } from './subscription.service.js'
import { Vapid } from './vapid.service.js'

@Controller('push')
export class PushController {
  constructor(
    private readonly subscriptions: SubscriptionService,
    private readonly vapid: Vapid,
  ) {}

  @Get('key')
  async key(): Promise<Response<'pushKey'>> {
    return { publicKey: (await this.vapid.keys()).publicKey }
  }

  @Post('subscriptions')
  async subscribe(
    @CurrentUser() me: Identity,
    @ValidBody(REQUESTS.subscribePush) request: Request<'subscribePush'>,
  ): Promise<Response<'pushSubscription'>> {
    return { id: await this.subscriptions.add(me, request) }
  }

  @Delete('subscriptions/:id')
  async unsubscribe(@CurrentUser() me: Identity, @IdParam('id') id: string): Promise<Response<'done'>> {
    await this.subscriptions.remove(me, id)
    return {}
  }

  @Post('test')
  @HttpCode(200)
  async test(@CurrentUser() me: Identity): Promise<Response<'pushTest'>> {
    return { outcome: await this.subscriptions.test(me) }
  }
}

import { Controller, Delete, Get, Headers, Param, Post } from '@nestjs/common'
import { LIMITS, REQUESTS, type Request, type Response } from '@papo/contract'
import { CurrentUser, Public } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { ChatError } from '../errors.js'
import { ClientAddress } from '../http/client.address.js'
import { IdParam, ValidBody } from '../http/valid.js'
import { IncomingService } from './incoming.service.js'

@Controller()
export class IncomingController {
  constructor(private readonly webhooks: IncomingService) {}

  @Get('rooms/:id/webhooks/incoming')
  list(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
  ): Promise<Response<'incomingWebhooks'>> {
    return this.webhooks.list(userId, roomId)
  }

  @Post('rooms/:id/webhooks/incoming')
  create(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
    @ValidBody(REQUESTS.createIncomingWebhook) wish: Request<'createIncomingWebhook'>,
  ): Promise<Response<'madeIncomingWebhook'>> {
    return this.webhooks.create(userId, roomId, wish)
  }

  @Delete('rooms/:id/webhooks/incoming/:webhookId')
  async delete(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
    @IdParam('webhookId') webhookId: string,
  ): Promise<Response<'done'>> {
    await this.webhooks.delete(userId, roomId, webhookId)
    return {}
  }

  @Public()
  @Post('hooks/:secret')
  say(
    @ClientAddress() address: string,
    @Param('secret') secret: string,
    @Headers('idempotency-key') key: string | undefined,
    @ValidBody(REQUESTS.sayByWebhook) said: Request<'sayByWebhook'>,
  ): Promise<Response<'accepted'>> {
    if (key && key.length > LIMITS.idempotencyKeyMax)
      throw new ChatError(
        'invalid_payload',
        `Idempotency-Key: at most ${LIMITS.idempotencyKeyMax} characters`,
      )
    return this.webhooks.say({ ...said, ...(key ? { idempotencyKey: key } : {}), secret, address })
  }
}

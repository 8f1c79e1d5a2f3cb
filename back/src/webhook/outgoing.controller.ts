import { Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common'
import { REQUESTS, type Request, type Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { IdParam, ValidBody } from '../http/valid.js'
import { OutgoingService } from './outgoing.service.js'

@Controller('rooms/:id/webhooks/outgoing')
export class OutgoingController {
  constructor(private readonly webhooks: OutgoingService) {}

  @Get()
  list(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
  ): Promise<Response<'outgoingWebhooks'>> {
    return this.webhooks.list(userId, roomId)
  }

  @Post()
  create(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
    @ValidBody(REQUESTS.createOutgoingWebhook) wish: Request<'createOutgoingWebhook'>,
  ): Promise<Response<'madeOutgoingWebhook'>> {
    return this.webhooks.create(userId, roomId, wish)
  }

  @Patch(':webhookId')
  update(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
    @IdParam('webhookId') webhookId: string,
    @ValidBody(REQUESTS.updateOutgoingWebhook) change: Request<'updateOutgoingWebhook'>,
  ): Promise<Response<'outgoingWebhook'>> {
    return this.webhooks.update(userId, { roomId, webhookId }, change)
  }

  @Delete(':webhookId')
  async delete(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
    @IdParam('webhookId') webhookId: string,
  ): Promise<Response<'done'>> {
    await this.webhooks.delete(userId, { roomId, webhookId })
    return {}
  }

  @Get(':webhookId/deliveries')
  deliveries(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
    @IdParam('webhookId') webhookId: string,
  ): Promise<Response<'webhookDeliveries'>> {
    return this.webhooks.deliveries(userId, { roomId, webhookId })
  }

  @Post(':webhookId/deliveries/:deliveryId/repeat')
  @HttpCode(200)
  async repeat(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
    @IdParam('webhookId') webhookId: string,
    @IdParam('deliveryId') deliveryId: string,
  ): Promise<Response<'done'>> {
    await this.webhooks.repeat(userId, { roomId, webhookId }, deliveryId)
    return {}
  }
}

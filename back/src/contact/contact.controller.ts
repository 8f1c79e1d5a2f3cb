import { Controller, Delete, Get, HttpCode, Post, Put } from '@nestjs/common'
import { REQUESTS, type Request, type Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { IdParam, ValidQuery } from '../http/valid.js'
import { ContactService } from './contact.service.js'

@Controller('contacts')
export class ContactController {
  constructor(private readonly contacts: ContactService) {}

  @Get()
  list(
    @CurrentUser() { userId }: Identity,
    @ValidQuery(REQUESTS.list) request: Request<'list'>,
  ): Promise<Response<'contacts'>> {
    return this.contacts.contacts(userId, request)
  }

  @Get('requests')
  requests(
    @CurrentUser() { userId }: Identity,
    @ValidQuery(REQUESTS.listContactRequests) request: Request<'listContactRequests'>,
  ): Promise<Response<'contactRequests'>> {
    return this.contacts.requests(userId, request)
  }

  @Get(':id')
  async state(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') otherId: string,
  ): Promise<Response<'contact'>> {
    return { state: await this.contacts.stateOf({ userId, otherId }) }
  }

  @Put(':id')
  async ask(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') otherId: string,
  ): Promise<Response<'contact'>> {
    return { state: await this.contacts.ask({ userId, otherId }) }
  }

  @Post(':id/accept')
  @HttpCode(200)
  async accept(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') otherId: string,
  ): Promise<Response<'contact'>> {
    return { state: await this.contacts.accept({ userId, otherId }) }
  }

  @Delete(':id/request')
  async endRequest(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') otherId: string,
  ): Promise<Response<'done'>> {
    await this.contacts.endRequest({ userId, otherId })
    return {}
  }

  @Delete(':id')
  async end(@CurrentUser() { userId }: Identity, @IdParam('id') otherId: string): Promise<Response<'done'>> {
    await this.contacts.end({ userId, otherId })
    return {}
  }
}

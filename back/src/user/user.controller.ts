import { Controller, Get, Patch } from '@nestjs/common'
import { type Request, REQUESTS, type Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { IdParam, ValidBody, ValidQuery } from '../http/valid.js'
import { UserService } from './user.service.js'

@Controller('users')
export class UserController {
  constructor(private readonly users: UserService) {}

  @Get()
  list(
    @CurrentUser() { userId }: Identity,
    @ValidQuery(REQUESTS.listUsers) request: Request<'listUsers'>,
  ): Promise<Response<'users'>> {
    return this.users.list(userId, request)
  }

  @Get(':id')
  async one(@IdParam('id') userId: string): Promise<Response<'user'>> {
    return { user: await this.users.one(userId) }
  }

  @Patch('me')
  async update(
    @CurrentUser() me: Identity,
    @ValidBody(REQUESTS.updateMe) request: Request<'updateMe'>,
  ): Promise<Response<'identity'>> {
    return { user: await this.users.update(me.userId, request) }
  }
}

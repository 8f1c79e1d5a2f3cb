import { Controller, Delete, Get, Put } from '@nestjs/common'
import type { Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { IdParam } from '../http/valid.js'
import { BlockService } from './block.service.js'

@Controller('users')
export class BlockController {
  constructor(private readonly blocks: BlockService) {}

  @Get('me/blocks')
  async list(@CurrentUser() { userId }: Identity): Promise<Response<'people'>> {
    return { items: await this.blocks.list(userId) }
  }

  @Put(':id/block')
  async block(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') blockedId: string,
  ): Promise<Response<'done'>> {
    await this.blocks.set({ userId, blockedId }, true)
    return {}
  }

  @Delete(':id/block')
  async unblock(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') blockedId: string,
  ): Promise<Response<'done'>> {
    await this.blocks.set({ userId, blockedId }, false)
    return {}
  }
}

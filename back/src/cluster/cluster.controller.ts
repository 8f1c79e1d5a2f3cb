import { Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, UseGuards } from '@nestjs/common'
import type { Response } from '@papo/contract'
import { AdministratorGuard } from '../admin/administrator.guard.js'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { ClusterService } from './cluster.service.js'

@Controller('admin/cluster')
@UseGuards(AdministratorGuard)
export class ClusterController {
  constructor(private readonly cluster: ClusterService) {}

  @Get()
  view(): Promise<Response<'cluster'>> {
    return this.cluster.view()
  }

  @Post(':instance/drain')
  @HttpCode(HttpStatus.OK)
  async drain(
    @CurrentUser() { userId }: Identity,
    @Param('instance') instance: string,
  ): Promise<Response<'done'>> {
    await this.cluster.want(userId, instance, 'out')
    return {}
  }

  @Delete(':instance/drain')
  async takeIn(
    @CurrentUser() { userId }: Identity,
    @Param('instance') instance: string,
  ): Promise<Response<'done'>> {
    await this.cluster.want(userId, instance, 'in')
    return {}
  }
}

import { Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common'
import type { Response } from '@papo/contract'
import type { Response as HttpResponse } from 'express'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { IdParam } from '../http/valid.js'
import { ExportService } from './export.service.js'

@Controller('users/me/exports')
export class ExportController {
  constructor(private readonly exports: ExportService) {}

  @Get()
  async list(@CurrentUser() { userId }: Identity): Promise<Response<'exports'>> {
    return { items: await this.exports.list(userId) }
  }

  @Post()
  @HttpCode(202)
  async request(@CurrentUser() { userId }: Identity): Promise<Response<'dataExport'>> {
    return { export: await this.exports.request(userId) }
  }

  @Get(':id/parts/:number')
  async part(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') exportId: string,
    @Param('number') number: string,
    @Res() response: HttpResponse,
  ): Promise<void> {
    response.redirect(302, await this.exports.link(userId, exportId, number))
  }
}

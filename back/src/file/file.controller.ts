import { Controller, Get, Res } from '@nestjs/common'
import { type Request, REQUESTS, type Response } from '@papo/contract'
import type { Response as HttpResponse } from 'express'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { IdParam, ValidQuery } from '../http/valid.js'
import { FileListService } from './file.list.service.js'
import { FileService } from './file.service.js'

@Controller()
export class FileController {
  constructor(
    private readonly files: FileService,
    private readonly list: FileListService,
  ) {}

  @Get('files/:id')
  async get(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') fileId: string,
    @ValidQuery(REQUESTS.download) { download }: Request<'download'>,
    @Res() response: HttpResponse,
  ): Promise<void> {
    const save = download !== undefined
    response.redirect(302, await this.files.link(userId, fileId, { save }))
  }

  @Get('files/:id/thumbnail')
  async thumbnail(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') fileId: string,
    @ValidQuery(REQUESTS.thumbnail) { width }: Request<'thumbnail'>,
    @Res() response: HttpResponse,
  ): Promise<void> {
    response.redirect(302, await this.files.thumbnail(userId, fileId, width))
  }

  @Get('rooms/:id/files')
  page(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
    @ValidQuery(REQUESTS.listFiles) query: Request<'listFiles'>,
  ): Promise<Response<'files'>> {
    return this.list.page(userId, roomId, query)
  }
}

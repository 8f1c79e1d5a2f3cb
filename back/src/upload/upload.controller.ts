import { Controller, Delete, Get, HttpCode, Post } from '@nestjs/common'
import { type Request, REQUESTS, type Response, type Upload } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { IdParam, ValidBody } from '../http/valid.js'
import { UploadService } from './upload.service.js'

@Controller()
export class UploadController {
  constructor(private readonly uploads: UploadService) {}

  @Post('uploads')
  create(
    @CurrentUser() { userId }: Identity,
    @ValidBody(REQUESTS.createUpload) body: Request<'createUpload'>,
  ): Promise<Response<'createdUpload'>> {
    return this.uploads.create(userId, body)
  }

  @Get('uploads/:id')
  get(@CurrentUser() { userId }: Identity, @IdParam('id') id: string): Promise<Response<'upload'>> {
    return this.uploads.get(userId, id)
  }

  @Post('uploads/:id/complete')
  @HttpCode(200)
  complete(@CurrentUser() { userId }: Identity, @IdParam('id') id: string): Promise<Upload> {
    return this.uploads.complete(userId, id)
  }

  @Delete('uploads/:id')
  async cancel(@CurrentUser() { userId }: Identity, @IdParam('id') id: string): Promise<Response<'done'>> {
    await this.uploads.cancel(userId, id)
    return {}
  }

  @Get('users/me/storage')
  storage(@CurrentUser() { userId }: Identity): Promise<Response<'storage'>> {
    return this.uploads.storage(userId)
  }
}

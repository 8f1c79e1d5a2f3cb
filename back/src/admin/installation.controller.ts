import { Controller, Delete, Get, Patch, UseGuards } from '@nestjs/common'
import { REQUESTS, type Request, type Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { IdParam, ValidBody, ValidQuery } from '../http/valid.js'
import { AdministratorGuard } from './administrator.guard.js'
import { InstallationService } from './installation.service.js'
import { RoomAdminService } from './room.admin.service.js'

@Controller('admin')
@UseGuards(AdministratorGuard)
export class InstallationController {
  constructor(
    private readonly installation: InstallationService,
    private readonly rooms: RoomAdminService,
  ) {}

  @Get('settings')
  settings(): Promise<Response<'installation'>> {
    return this.installation.get()
  }

  @Patch('settings')
  update(
    @CurrentUser() { userId }: Identity,
    @ValidBody(REQUESTS.updateInstallation) change: Request<'updateInstallation'>,
  ): Promise<Response<'installation'>> {
    return this.installation.update(userId, change)
  }

  @Get('rooms')
  listRooms(@ValidQuery(REQUESTS.listAdmin) query: Request<'listAdmin'>): Promise<Response<'adminRooms'>> {
    return this.rooms.list(query)
  }

  @Delete('rooms/:id')
  async deleteRoom(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
  ): Promise<Response<'done'>> {
    await this.rooms.delete(userId, roomId)
    return {}
  }
}

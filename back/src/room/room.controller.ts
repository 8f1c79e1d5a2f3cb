import { Controller, Delete, Get, Patch, Post, Put } from '@nestjs/common'
import { REQUESTS, type Request, type Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { IdParam, ValidBody, ValidQuery } from '../http/valid.js'
import { RoomService } from './room.service.js'

@Controller('rooms')
export class RoomController {
  constructor(private readonly rooms: RoomService) {}

  @Get()
  index(
    @CurrentUser() { userId }: Identity,
    @ValidQuery(REQUESTS.listRooms) query: Request<'listRooms'>,
  ): Promise<Response<'joinedRooms'> | Response<'publicRooms'>> {
    return this.rooms.list(userId, query)
  }

  @Post()
  async create(
    @CurrentUser() { userId }: Identity,
    @ValidBody(REQUESTS.createRoom) body: Request<'createRoom'>,
  ): Promise<Response<'joinedRoom'>> {
    return { room: await this.rooms.create(userId, body) }
  }

  @Get(':id')
  get(@CurrentUser() { userId }: Identity, @IdParam('id') roomId: string): Promise<Response<'room'>> {
    return this.rooms.get(userId, roomId)
  }

  @Patch(':id')
  async update(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
    @ValidBody(REQUESTS.updateRoom) body: Request<'updateRoom'>,
  ): Promise<Response<'joinedRoom'>> {
    return { room: await this.rooms.update(userId, roomId, body) }
  }

  /** The same as PATCH, for clients that know only PUT. */
  @Put(':id')
  replace(
    @CurrentUser() identity: Identity,
    @IdParam('id') roomId: string,
    @ValidBody(REQUESTS.updateRoom) body: Request<'updateRoom'>,
  ): Promise<Response<'joinedRoom'>> {
    return this.update(identity, roomId, body)
  }

  @Delete(':id')
  async delete(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
  ): Promise<Response<'done'>> {
    await this.rooms.delete(userId, roomId)
    return {}
  }
}

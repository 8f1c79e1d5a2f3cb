import { Controller, Get, HttpCode, Post } from '@nestjs/common'
import { type Accepted, REQUESTS, type Request, type Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { ClientAddress } from '../http/client.address.js'
import { IdParam, ValidBody, ValidQuery } from '../http/valid.js'
import { MessageService } from '../message/message.service.js'
import { PageService } from '../message/page.service.js'
import { RoomService } from '../room/room.service.js'

/** Rooms under the paths of clients that call them chats. */
@Controller('chats')
export class ChatsController {
  constructor(
    private readonly rooms: RoomService,
    private readonly pages: PageService,
    private readonly messages: MessageService,
  ) {}

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

  @Get(':id/messages')
  list(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
    @ValidQuery(REQUESTS.listMessages) query: Request<'listMessages'>,
  ): Promise<Response<'messages'>> {
    return this.pages.page(userId, roomId, query)
  }

  @Post(':id/messages')
  @HttpCode(201)
  send(
    @CurrentUser() { userId }: Identity,
    @ClientAddress() address: string,
    @IdParam('id') roomId: string,
    @ValidBody(REQUESTS.sendMessage) body: Request<'sendMessage'>,
  ): Promise<Accepted> {
    return this.messages.send({ userId, address }, { roomId, ...body })
  }
}

import { Controller, Get, HttpCode, Post } from '@nestjs/common'
import { type Accepted, REQUESTS, type Request, type Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { ClientAddress } from '../http/client.address.js'
import { IdParam, ValidBody, ValidQuery } from '../http/valid.js'
import { RoomList } from '../list/room.list.js'
import { MemberService } from '../member/member.service.js'
import { HistoryService } from '../message/history.service.js'
import { MessageService } from '../message/message.service.js'
import { ThreadService } from '../message/thread.service.js'
import { RoomService } from '../room/room.service.js'

/** Rooms under the paths of clients that call them chats. */
@Controller('chats')
export class ChatsController {
  constructor(
    private readonly rooms: RoomService,
    private readonly joined: RoomList,
    private readonly members: MemberService,
    private readonly history: HistoryService,
    private readonly threads: ThreadService,
    private readonly messages: MessageService,
  ) {}

  @Get()
  index(
    @CurrentUser() { userId }: Identity,
    @ValidQuery(REQUESTS.listRooms) query: Request<'listRooms'>,
  ): Promise<Response<'joinedRooms'> | Response<'publicRooms'>> {
    return query.filter === 'public' ? this.rooms.search(userId, query) : this.joined.page(userId, query)
  }

  @Post()
  async create(
    @CurrentUser() { userId }: Identity,
    @ValidBody(REQUESTS.createRoom) body: Request<'createRoom'>,
  ): Promise<Response<'joinedRoom'>> {
    return { room: await this.rooms.create(userId, body) }
  }

  @Get(':id/messages')
  async list(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
    @ValidQuery(REQUESTS.listMessages) query: Request<'listMessages'>,
  ): Promise<Response<'messages'>> {
    await this.members.require(roomId, userId)
    const { thread, ...range } = query
    return thread === undefined ? this.history.page(roomId, range) : this.threads.page(roomId, thread, range)
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

import { Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common'
import { REQUESTS, type Request, type Response } from '@papo/contract'
import { CurrentUser } from '../auth/current.user.js'
import type { Identity } from '../auth/identity.js'
import { IdParam, ValidBody, ValidQuery } from '../http/valid.js'
import { ModerationService } from '../moderation/moderation.service.js'
import { MemberService } from './member.service.js'
import { PreferencesService } from './preferences.service.js'

@Controller('rooms/:id')
export class MemberController {
  constructor(
    private readonly members: MemberService,
    private readonly moderation: ModerationService,
    private readonly preferences: PreferencesService,
  ) {}

  @Post('join')
  @HttpCode(200)
  async join(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
  ): Promise<Response<'joinedRoom'>> {
    return { room: await this.members.join(userId, roomId) }
  }

  @Post('leave')
  @HttpCode(200)
  async leave(@CurrentUser() { userId }: Identity, @IdParam('id') roomId: string): Promise<Response<'done'>> {
    await this.members.leave(userId, roomId)
    return {}
  }

  /** One's own; nobody else sees them. */
  @Patch('preferences')
  async prefer(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
    @ValidBody(REQUESTS.updatePreferences) body: Request<'updatePreferences'>,
  ): Promise<Response<'preferences'>> {
    return { preferences: await this.preferences.change(userId, roomId, body) }
  }

  @Get(['members', 'users'])
  list(
    @CurrentUser() { userId }: Identity,
    @IdParam('id') roomId: string,
    @ValidQuery(REQUESTS.listMembers) query: Request<'listMembers'>,
  ): Promise<Response<'members'>> {
    return this.members.page(userId, roomId, query)
  }

  @Post('members')
  async add(
    @CurrentUser() identity: Identity,
    @IdParam('id') roomId: string,
    @ValidBody(REQUESTS.addMember) { userId }: Request<'addMember'>,
  ): Promise<Response<'member'>> {
    return { member: await this.members.add(identity.userId, roomId, userId) }
  }

  @Get('members/:userId')
  async one(
    @CurrentUser() identity: Identity,
    @IdParam('id') roomId: string,
    @IdParam('userId') userId: string,
  ): Promise<Response<'member'>> {
    await this.members.require(roomId, identity.userId)
    return { member: await this.members.view(roomId, userId) }
  }

  @Patch('members/:userId')
  async update(
    @CurrentUser() identity: Identity,
    @IdParam('id') roomId: string,
    @IdParam('userId') userId: string,
    @ValidBody(REQUESTS.updateMember) body: Request<'updateMember'>,
  ): Promise<Response<'member'>> {
    return { member: await this.moderation.update(identity.userId, { roomId, userId }, body) }
  }

  @Delete('members/:userId')
  async remove(
    @CurrentUser() identity: Identity,
    @IdParam('id') roomId: string,
    @IdParam('userId') userId: string,
    @ValidQuery(REQUESTS.removeMember) { ban }: Request<'removeMember'>,
  ): Promise<Response<'done'>> {
    await this.moderation.remove(identity.userId, { roomId, userId }, ban === 'true')
    return {}
  }
}

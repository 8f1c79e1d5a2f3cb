import type { Provider, Type } from '@nestjs/common'
import { InviteController } from './invite.controller.js'
import { InviteService } from './invite.service.js'
import { InviteStore } from './invite.store.js'

export const inviteControllers: Type[] = [InviteController]
export const inviteProviders: Provider[] = [InviteStore, InviteService]

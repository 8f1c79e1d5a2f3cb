import type { Provider, Type } from '@nestjs/common'
import { directControllers, directProviders } from '../direct/direct.parts.js'
import { inviteControllers, inviteProviders } from '../invite/invite.parts.js'
import { listProviders } from '../list/list.parts.js'
import { memberControllers, memberProviders } from '../member/member.parts.js'
import { moderationControllers, moderationProviders } from '../moderation/moderation.parts.js'
import { ChangeStore } from './change.store.js'
import { PendingService } from './pending.service.js'
import { PendingStore } from './pending.store.js'
import { RoomController } from './room.controller.js'
import { RoomService } from './room.service.js'
import { RoomStore } from './room.store.js'
import { retentionControllers, retentionProviders } from '../retention/retention.parts.js'
import { SystemController } from './system.controller.js'
import { SystemService } from './system.service.js'
import { SystemStore } from './system.store.js'
import { WelcomeService } from './welcome.service.js'

/** What the worker needs to heal announcements that a dead process left behind. */
export const pendingProviders: Provider[] = [PendingStore, PendingService]

/** Rooms and all that surrounds them. */
export const roomProviders: Provider[] = [
  ...pendingProviders,
  ...[RoomStore, ChangeStore, SystemStore, RoomService, WelcomeService, SystemService],
  ...[...memberProviders, ...listProviders, ...moderationProviders, ...inviteProviders, ...directProviders],
  ...retentionProviders,
]

// Before `rooms/:id`, whose calls would otherwise take `system` for an id.
export const roomControllers: Type[] = [
  SystemController,
  RoomController,
  ...[...memberControllers, ...moderationControllers, ...inviteControllers],
  ...[...directControllers, ...retentionControllers],
]

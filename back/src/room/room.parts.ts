import type { Provider, Type } from '@nestjs/common'
import { ChangeStore } from './change.store.js'
import { DirectController } from './direct.controller.js'
import { DirectService } from './direct.service.js'
import { ListStore } from './list.store.js'
import { MemberController } from './member.controller.js'
import { MemberService } from './member.service.js'
import { MemberStore } from './member.store.js'
import { ModerationService } from './moderation.service.js'
import { PendingService } from './pending.service.js'
import { PendingStore } from './pending.store.js'
import { People } from './people.js'
import { RoomController } from './room.controller.js'
import { RoomHeadsStore } from './room.heads.store.js'
import { RoomList } from './room.list.js'
import { RoomService } from './room.service.js'
import { RoomStore } from './room.store.js'
import { StandingStore } from './standing.store.js'
import { SystemController } from './system.controller.js'
import { SystemService } from './system.service.js'
import { SystemStore } from './system.store.js'
import { WelcomeService } from './welcome.service.js'

/** What the worker needs to heal announcements that a dead process left behind. */
export const pendingProviders: Provider[] = [PendingStore, PendingService]

export const roomProviders: Provider[] = [
  ...pendingProviders,
  ...[RoomStore, MemberStore, StandingStore, ChangeStore, ListStore, RoomHeadsStore, SystemStore],
  ...[People, RoomList, RoomService, MemberService, ModerationService],
  ...[DirectService, WelcomeService, SystemService],
]

// Before `rooms/:id`, whose calls would otherwise take `system` for an id.
export const roomControllers: Type[] = [SystemController, RoomController, MemberController, DirectController]

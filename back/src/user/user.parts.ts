import type { Provider, Type } from '@nestjs/common'
import { blockControllers, blockProviders } from '../block/block.parts.js'
import { contactControllers, contactProviders } from '../contact/contact.parts.js'
import { ownDataControllers, ownDataProviders } from '../export/export.parts.js'
import { journalControllers, journalProviders } from '../journal/journal.parts.js'
import { ProfileFanout } from './profile.fanout.js'
import { UserController } from './user.controller.js'
import { UserService } from './user.service.js'
import { UserStore } from './user.store.js'

export const userControllers: Type[] = [
  ...[...blockControllers, ...contactControllers, ...ownDataControllers, ...journalControllers],
  UserController,
]
export const userProviders: Provider[] = [
  UserService,
  UserStore,
  ProfileFanout,
  ...blockProviders,
  ...contactProviders,
  ...ownDataProviders,
  ...journalProviders,
]

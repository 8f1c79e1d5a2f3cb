import type { Provider, Type } from '@nestjs/common'
import { AccountAdminController } from './account.admin.controller.js'
import { AccountAdminService } from './account.admin.service.js'
import { AccountAdminStore } from './account.admin.store.js'
import { AdministratorGuard } from './administrator.guard.js'
import { BotController } from './bot.controller.js'
import { BotService } from './bot.service.js'
import { BotStore } from './bot.store.js'
import { FiguresStore } from './figures.store.js'
import { InstallationController } from './installation.controller.js'
import { InstallationService } from './installation.service.js'
import { RoomAdminService } from './room.admin.service.js'
import { RoomAdminStore } from './room.admin.store.js'
import { SettingStore } from './setting.store.js'

export const adminControllers: Type[] = [AccountAdminController, BotController, InstallationController]
export const adminProviders: Provider[] = [
  ...[AdministratorGuard, AccountAdminService, BotService, RoomAdminService, InstallationService],
  ...[AccountAdminStore, BotStore, RoomAdminStore, SettingStore, FiguresStore],
]

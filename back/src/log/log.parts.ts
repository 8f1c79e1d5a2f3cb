import type { Provider } from '@nestjs/common'
import { EpochLog } from './epoch.log.js'
import { EpochStore } from './epoch.store.js'
import { HeadStore } from './head.store.js'
import { RoomLog } from './room.log.js'
import { WindowStore } from './window.store.js'

export const logProviders: Provider[] = [HeadStore, WindowStore, EpochStore, EpochLog, RoomLog]

import type { Provider } from '@nestjs/common'
import { CurrentLimits } from '../limit/current.limits.js'
import { EpochLog } from './epoch.log.js'
import { EpochStore } from './epoch.store.js'
import { HeadStore } from './head.store.js'
import { RoomLog } from './room.log.js'
import { WindowStore } from './window.store.js'

export const logProviders: Provider[] = [
  ...[CurrentLimits, HeadStore, WindowStore, EpochStore, EpochLog, RoomLog],
]

import type { Provider } from '@nestjs/common'
import { ListStore } from './list.store.js'
import { RoomHeadsStore } from './room.heads.store.js'
import { RoomList } from './room.list.js'

export const listProviders: Provider[] = [ListStore, RoomHeadsStore, RoomList]

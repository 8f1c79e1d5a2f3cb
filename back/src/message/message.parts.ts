import type { Provider, Type } from '@nestjs/common'
import { AppendService } from './append.service.js'
import { HistoryService } from './history.service.js'
import { HistoryStore } from './history.store.js'
import { MessageController } from './message.controller.js'
import { MessageService } from './message.service.js'
import { MessageStore } from './message.store.js'
import { PageService } from './page.service.js'
import { PinController } from './pin.controller.js'
import { PinService } from './pin.service.js'
import { PinStore } from './pin.store.js'
import { ReadFanout } from './read.fanout.js'
import { ReadService } from './read.service.js'
import { ReadStore } from './read.store.js'
import { ReceiptService } from './receipt.service.js'
import { ReceiptStore } from './receipt.store.js'
import { SyncService } from './sync.service.js'
import { TailStore } from './tail.store.js'
import { ThreadService } from './thread.service.js'
import { ThreadStore } from './thread.store.js'

export const messageControllers: Type[] = [MessageController, PinController]
export const messageProviders: Provider[] = [
  ...[MessageStore, HistoryStore, PinStore, ReadStore, ReceiptStore, TailStore, ThreadStore],
  ...[PinService, ReceiptService, PageService],
  ...[AppendService, MessageService, HistoryService, ThreadService, SyncService, ReadFanout, ReadService],
]

import type { Provider, Type } from '@nestjs/common'
import { SettingStore } from '../admin/setting.store.js'
import { ExpiredWindowStore } from './expired.window.store.js'
import { ExpiryService } from './expiry.service.js'
import { ExpiryStore } from './expiry.store.js'
import { RetentionController } from './retention.controller.js'
import { RetentionService } from './retention.service.js'
import { RetentionWorker } from './retention.worker.js'

export const retentionControllers: Type[] = [RetentionController]
export const retentionProviders: Provider[] = [RetentionService]
export const retentionWorkerProviders: Provider[] = [
  ...[SettingStore, ExpiryStore, ExpiredWindowStore, ExpiryService, RetentionWorker],
]

import type { Provider, Type } from '@nestjs/common'
import { CursorStore } from './cursor.store.js'
import { DeletionController } from './deletion.controller.js'
import { DeletionService } from './deletion.service.js'
import { DeletionStore } from './deletion.store.js'
import { LegacyService } from './legacy.service.js'
import { LegacyStore } from './legacy.store.js'

export const deletionControllers: Type[] = [DeletionController]
export const deletionProviders: Provider[] = [CursorStore, DeletionStore, DeletionService]
/** Of a worker. */
export const legacyProviders: Provider[] = [LegacyStore, LegacyService]

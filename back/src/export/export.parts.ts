import type { Provider, Type } from '@nestjs/common'
import { deletionControllers, deletionProviders, legacyProviders } from '../deletion/deletion.parts.js'
import { ExportController } from './export.controller.js'
import { ExportMaker } from './export.maker.service.js'
import { ExportQueue } from './export.queue.js'
import { ExportService } from './export.service.js'
import { ExportStore } from './export.store.js'
import { OwnDataStore } from './own.data.store.js'
import { OwnDataWorker } from './own.data.worker.js'

export const ownDataControllers: Type[] = [ExportController, ...deletionControllers]
export const ownDataProviders: Provider[] = [ExportStore, ExportQueue, ExportService, ...deletionProviders]
export const ownDataWorkerProviders: Provider[] = [
  ...[ExportStore, ExportQueue, OwnDataStore, ExportMaker, OwnDataWorker],
  ...legacyProviders,
]

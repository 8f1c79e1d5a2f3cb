import type { Provider, Type } from '@nestjs/common'
import { JoinStore } from './join.store.js'
import { UploadController } from './upload.controller.js'
import { UploadFanout } from './upload.fanout.js'
import { UploadService } from './upload.service.js'
import { UploadStore } from './upload.store.js'
import { UploadTargets } from './upload.targets.js'

export const uploadControllers: Type[] = [UploadController]
export const uploadProviders: Provider[] = [
  UploadStore,
  JoinStore,
  UploadTargets,
  UploadService,
  UploadFanout,
]

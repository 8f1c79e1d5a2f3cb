import type { Provider, Type } from '@nestjs/common'
import { AttachmentService } from './attachment.service.js'
import { AttachmentStore } from './attachment.store.js'
import { EraserService } from './eraser.service.js'
import { FileController } from './file.controller.js'
import { FileListService } from './file.list.service.js'
import { FileListStore } from './file.list.store.js'
import { FileService } from './file.service.js'
import { FileStore } from './file.store.js'

export const fileControllers: Type[] = [FileController]
export const fileProviders: Provider[] = [
  ...[FileStore, FileListStore, AttachmentStore],
  ...[EraserService, AttachmentService, FileListService, FileService],
]

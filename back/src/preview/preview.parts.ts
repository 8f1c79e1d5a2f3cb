import type { Provider } from '@nestjs/common'
import { SettingStore } from '../admin/setting.store.js'
import { MessageStore } from '../message/message.store.js'
import { TailStore } from '../message/tail.store.js'
import { PageService } from './page.service.js'
import { PictureService } from './picture.service.js'
import { PreviewService } from './preview.service.js'
import { PreviewStore } from './preview.store.js'
import { PreviewWorker } from './preview.worker.js'
import { SubjectStore } from './subject.store.js'
import { TurnStore } from './turn.store.js'

/** Of a worker, which has what makes requests to the outside and keeps pictures. */
export const previewProviders: Provider[] = [
  ...[SettingStore, MessageStore, TailStore, SubjectStore, PreviewStore, TurnStore],
  ...[PictureService, PageService, PreviewService, PreviewWorker],
]

import type { Provider } from '@nestjs/common'
import { EraserService } from '../file/eraser.service.js'
import { FileStore } from '../file/file.store.js'
import { FileSweeper } from '../file/file.sweeper.js'
import { SweepStore } from '../file/sweep.store.js'
import { CheckService } from './check.service.js'
import { CheckStore } from './check.store.js'
import { MediaQueue } from './media.queue.js'
import { MediaWorker } from './media.worker.js'
import { PictureKeeper } from './picture.keeper.js'

/** Of an instance: it only wakes workers. */
export const mediaQueueProviders: Provider[] = [MediaQueue]
export const mediaProviders: Provider[] = [
  ...[MediaQueue, FileStore, EraserService, SweepStore, FileSweeper],
  ...[CheckStore, PictureKeeper, CheckService, MediaWorker],
]

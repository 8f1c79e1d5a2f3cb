import type { Provider } from '@nestjs/common'
import { FlushLog } from './flush.log.js'
import { Flusher } from './flusher.js'
import { Passes } from './passes.js'
import { PersistHealth } from './persist.health.js'
import { PersistQueue } from './persist.queue.js'
import { PersistService } from './persist.service.js'
import { PersistStore } from './persist.store.js'
import { PersistWorker } from './persist.worker.js'
import { Sweeper } from './sweeper.js'

/** Of an instance: it only wakes workers. */
export const persistQueueProviders: Provider[] = [PersistQueue]
export const persistWorkerProviders: Provider[] = [
  ...[
    PersistQueue,
    FlushLog,
    PersistStore,
    PersistService,
    PersistHealth,
    Passes,
    Flusher,
    Sweeper,
    PersistWorker,
  ],
]

import type { Provider } from '@nestjs/common'
import { InstanceReaders } from './instance.readers.js'
import { MetricsServer } from './metrics.server.js'
import { ProcessReaders } from './process.readers.js'
import { WorkerReaders } from './worker.readers.js'

export const instanceMetricsProviders: Provider[] = [ProcessReaders, MetricsServer, InstanceReaders]
export const workerMetricsProviders: Provider[] = [ProcessReaders, MetricsServer, WorkerReaders]

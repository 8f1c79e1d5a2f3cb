import { type DynamicModule, Module } from '@nestjs/common'
import { bucketProviders } from './bucket/bucket.parts.js'
import { clusterWorkerProviders } from './cluster/cluster.parts.js'
import type { Config } from './config.js'
import { followProviders } from './follow/follow.parts.js'
import { Readiness } from './health/readiness.js'
import { infraProviders } from './infra/infra.parts.js'
import { logProviders } from './log/log.parts.js'
import type { Logger } from './logger.js'
import { ownDataWorkerProviders } from './export/export.parts.js'
import { outsideProviders } from './outside/outside.parts.js'
import { mediaProviders } from './media/media.parts.js'
import { workerMetricsProviders } from './metrics/metrics.parts.js'
import { mailWorkerProviders } from './mail/mail.parts.js'
import { persistWorkerProviders } from './persist/persist.parts.js'
import { pushWorkerProviders } from './push/push.parts.js'
import { previewProviders } from './preview/preview.parts.js'
import { ControlLog } from './realtime/control.log.js'
import { pendingProviders } from './room/room.parts.js'
import { retentionWorkerProviders } from './retention/retention.parts.js'
import { webhookWorkerProviders } from './webhook/webhook.parts.js'
import { indexProviders } from './search/search.parts.js'

/** A worker: it stores what the rooms' logs hold. */
@Module({})
export class WorkerModule {
  static with(config: Config, logger: Logger): DynamicModule {
    return {
      module: WorkerModule,
      providers: [
        ...infraProviders(config, logger, { connections: 6, timeoutMs: 10_000 }),
        ...[Readiness, ControlLog],
        ...[...logProviders, ...pendingProviders, ...persistWorkerProviders, ...indexProviders],
        ...followProviders,
        ...[...outsideProviders, ...pushWorkerProviders],
        ...bucketProviders,
        ...mailWorkerProviders,
        ...mediaProviders,
        ...[...previewProviders, ...retentionWorkerProviders, ...webhookWorkerProviders],
        ...[...workerMetricsProviders, ...clusterWorkerProviders],
        ...ownDataWorkerProviders,
      ],
    }
  }
}

import { type DynamicModule, Module } from '@nestjs/common'
import { adminControllers, adminProviders } from './admin/admin.parts.js'
import { authControllers, authProviders } from './auth/auth.parts.js'
import { bucketControllers, bucketProviders } from './bucket/bucket.parts.js'
import type { Config } from './config.js'
import { fileControllers, fileProviders } from './file/file.parts.js'
import { clusterControllers, clusterProviders } from './cluster/cluster.parts.js'
import { DocsController } from './docs/docs.controller.js'
import { HealthController } from './health/health.controller.js'
import { Readiness } from './health/readiness.js'
import { infraProviders } from './infra/infra.parts.js'
import { limitProviders } from './limit/limit.parts.js'
import { logProviders } from './log/log.parts.js'
import type { Logger } from './logger.js'
import { mediaQueueProviders } from './media/media.parts.js'
import { mailControllers, mailProviders } from './mail/mail.parts.js'
import { messageControllers, messageProviders } from './message/message.parts.js'
import { instanceMetricsProviders } from './metrics/metrics.parts.js'
import { oidcControllers, oidcProviders } from './oidc/oidc.parts.js'
import { outsideProviders } from './outside/outside.parts.js'
import { persistQueueProviders } from './persist/persist.parts.js'
import { presenceProviders } from './presence/presence.parts.js'
import { pushControllers, pushProviders } from './push/push.parts.js'
import { ControlLog } from './realtime/control.log.js'
import { realtimeProviders } from './realtime/realtime.parts.js'
import { roomControllers, roomProviders } from './room/room.parts.js'
import { searchControllers, searchProviders } from './search/search.parts.js'
import { stompProviders } from './stomp/stomp.parts.js'
import { uploadControllers, uploadProviders } from './upload/upload.parts.js'
import { userControllers, userProviders } from './user/user.parts.js'
import { vocabularyControllers, vocabularyProviders } from './vocabulary/vocabulary.parts.js'
import { webhookControllers, webhookProviders } from './webhook/webhook.parts.js'

/** An instance: HTTP, sockets, the web app. Flat, so that the parts see each other without ceremony. */
@Module({})
export class AppModule {
  static with(config: Config, logger: Logger): DynamicModule {
    return {
      module: AppModule,
      controllers: [
        ...[HealthController, DocsController],
        ...[...authControllers, ...oidcControllers],
        ...userControllers,
        ...messageControllers,
        ...roomControllers,
        ...vocabularyControllers,
        ...webhookControllers,
        ...[...adminControllers, ...clusterControllers],
        ...searchControllers,
        ...pushControllers,
        ...bucketControllers,
        ...mailControllers,
        ...[...uploadControllers, ...fileControllers],
      ],
      providers: [
        ...infraProviders(config, logger, { connections: 10, timeoutMs: 2_000 }),
        ...[Readiness, ControlLog],
        ...[...limitProviders, ...logProviders, ...persistQueueProviders, ...presenceProviders],
        ...[...authProviders, ...userProviders, ...roomProviders, ...messageProviders, ...realtimeProviders],
        ...[...vocabularyProviders, ...stompProviders],
        ...[...adminProviders, ...clusterProviders, ...oidcProviders],
        ...webhookProviders,
        ...instanceMetricsProviders,
        ...searchProviders,
        ...[...outsideProviders, ...pushProviders],
        ...bucketProviders,
        ...mailProviders,
        ...[...fileProviders, ...uploadProviders, ...mediaQueueProviders],
      ],
    }
  }
}

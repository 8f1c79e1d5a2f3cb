import type { Provider, Type } from '@nestjs/common'
import { WebhookDeliveryService } from './delivery.service.js'
import { WebhookDeliveryStore } from './delivery.store.js'
import { DispatchStore } from './dispatch.store.js'
import { Dispatcher } from './dispatcher.js'
import { IncomingController } from './incoming.controller.js'
import { IncomingService } from './incoming.service.js'
import { IncomingStore } from './incoming.store.js'
import { OutgoingController } from './outgoing.controller.js'
import { OutgoingService } from './outgoing.service.js'
import { OutgoingStore } from './outgoing.store.js'
import { WebhookQueue } from './webhook.queue.js'
import { WebhookWorker } from './webhook.worker.js'

export const webhookControllers: Type[] = [IncomingController, OutgoingController]
export const webhookProviders: Provider[] = [IncomingStore, IncomingService, OutgoingStore, OutgoingService]
/** Of a worker. */
export const webhookWorkerProviders: Provider[] = [
  ...[DispatchStore, WebhookQueue, Dispatcher],
  ...[WebhookDeliveryStore, WebhookDeliveryService, WebhookWorker],
]

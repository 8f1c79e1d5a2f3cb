import type { Provider, Type } from '@nestjs/common'
import { PresenceReader } from '../presence/presence.reader.js'
import { PresenceStore } from '../presence/presence.store.js'
import { AttentionStore } from './attention.store.js'
import { DeliveryService } from './delivery.service.js'
import { DeliveryStore } from './delivery.store.js'
import { KeyStore } from './key.store.js'
import { NotifyService } from './notify.service.js'
import { PushController } from './push.controller.js'
import { PushQueue } from './push.queue.js'
import { PushService } from './push.service.js'
import { PushWorker } from './push.worker.js'
import { RecipientStore } from './recipient.store.js'
import { SubscriptionService } from './subscription.service.js'
import { SubscriptionStore } from './subscription.store.js'
import { Vapid } from './vapid.service.js'

const sending: Provider[] = [KeyStore, Vapid, SubscriptionStore, PushService]

export const pushControllers: Type[] = [PushController]
export const pushProviders: Provider[] = [...sending, SubscriptionService]
/** Of a worker. */
export const pushWorkerProviders: Provider[] = [
  ...sending,
  ...[AttentionStore, DeliveryStore, RecipientStore, PushQueue, DeliveryService, NotifyService, PushWorker],
  { provide: PresenceReader, useClass: PresenceStore },
]

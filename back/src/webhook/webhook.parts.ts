import type { Provider, Type } from '@nestjs/common'
import { IncomingController } from './incoming.controller.js'
import { IncomingService } from './incoming.service.js'
import { IncomingStore } from './incoming.store.js'

export const webhookControllers: Type[] = [IncomingController]
export const webhookProviders: Provider[] = [IncomingStore, IncomingService]

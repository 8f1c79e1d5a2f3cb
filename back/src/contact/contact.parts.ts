import type { Provider, Type } from '@nestjs/common'
import { ContactController } from './contact.controller.js'
import { ContactFanout } from './contact.fanout.js'
import { ContactService } from './contact.service.js'
import { ContactStore } from './contact.store.js'
import { DirectoryStore } from './directory.store.js'

export const contactControllers: Type[] = [ContactController]
export const contactProviders: Provider[] = [ContactStore, DirectoryStore, ContactService, ContactFanout]

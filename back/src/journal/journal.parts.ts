import type { Provider, Type } from '@nestjs/common'
import { JournalController } from './journal.controller.js'
import { JournalStore } from './journal.store.js'

export const journalControllers: Type[] = [JournalController]
export const journalProviders: Provider[] = [JournalStore]

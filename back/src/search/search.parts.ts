import type { Provider, Type } from '@nestjs/common'
import { NameStore } from './name.store.js'
import { SearchController } from './search.controller.js'
import { SearchService } from './search.service.js'
import { SearchStore } from './search.store.js'

export const searchControllers: Type[] = [SearchController]
export const searchProviders: Provider[] = [NameStore, SearchStore, SearchService]

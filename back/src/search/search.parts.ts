import type { Provider, Type } from '@nestjs/common'
import { IndexStore } from './index.store.js'
import { Indexer } from './indexer.js'
import { NameStore } from './name.store.js'
import { SearchController } from './search.controller.js'
import { SearchService } from './search.service.js'
import { SearchStore } from './search.store.js'

export const searchControllers: Type[] = [SearchController]
/** Of a worker. */
export const indexProviders: Provider[] = [IndexStore, Indexer]
export const searchProviders: Provider[] = [NameStore, SearchStore, SearchService]

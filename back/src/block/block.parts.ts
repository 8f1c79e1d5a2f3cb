import type { Provider, Type } from '@nestjs/common'
import { BlockController } from './block.controller.js'
import { BlockService } from './block.service.js'
import { BlockStore } from './block.store.js'

export const blockControllers: Type[] = [BlockController]
export const blockProviders: Provider[] = [BlockStore, BlockService]

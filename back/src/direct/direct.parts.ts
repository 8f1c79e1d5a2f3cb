import type { Provider, Type } from '@nestjs/common'
import { DirectController } from './direct.controller.js'
import { DirectService } from './direct.service.js'

export const directControllers: Type[] = [DirectController]
export const directProviders: Provider[] = [DirectService]

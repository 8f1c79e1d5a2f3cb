import type { Provider, Type } from '@nestjs/common'
import { ApiTokenController } from './api.token.controller.js'
import { ApiTokenService } from './api.token.service.js'
import { ApiTokenStore } from './api.token.store.js'
import { ApiTokens } from './api.tokens.js'

export const tokenControllers: Type[] = [ApiTokenController]
export const tokenProviders: Provider[] = [ApiTokenStore, ApiTokens, ApiTokenService]

import type { Provider as NestProvider, Type } from '@nestjs/common'
import { FlowStore } from './flow.store.js'
import { IdentityController } from './identity.controller.js'
import { IdentityService } from './identity.service.js'
import { IdentityStore } from './identity.store.js'
import { OidcController } from './oidc.controller.js'
import { OidcLogin } from './oidc.login.js'
import { OidcService } from './oidc.service.js'
import { Provider } from './provider.js'

export const oidcControllers: Type[] = [OidcController, IdentityController]

export const oidcProviders: NestProvider[] = [
  FlowStore,
  IdentityService,
  IdentityStore,
  OidcLogin,
  OidcService,
  Provider,
]

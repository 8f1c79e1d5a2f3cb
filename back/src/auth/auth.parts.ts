import type { Provider, Type } from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'
import { JwtService } from '@nestjs/jwt'
import { CONFIG } from '../config.js'
import { CallLimitGuard } from '../limit/limit.guard.js'
import { HandshakeGuard } from '../realtime/handshake.js'
import { RevocationStore } from '../session/revocation.store.js'
import { Revocations } from '../session/revocations.js'
import { SessionController } from '../session/session.controller.js'
import { SessionService } from '../session/session.service.js'
import { SessionStore } from '../session/session.store.js'
import { AccountService } from './account.service.js'
import { AccountStore } from './account.store.js'
import { AuthController } from './auth.controller.js'
import { SessionGuard } from './auth.guard.js'
import { BotAccounts } from './bot.accounts.js'
import { JwtStrategy } from './jwt.strategy.js'
import { PasswordHasher } from './password.hasher.js'
import { createJwtService } from './token.js'
import { RegistrationController } from './registration.controller.js'
import { RegistrationStore } from './registration.store.js'
import { TokenIssuer } from './token.issuer.js'
import { TokenVerifier } from './token.verifier.js'
import { secondFactorControllers, secondFactorProviders } from '../second-factor/second.factor.parts.js'
import { tokenControllers, tokenProviders } from '../token/token.parts.js'

export const authControllers: Type[] = [
  AuthController,
  RegistrationController,
  SessionController,
  ...secondFactorControllers,
  ...tokenControllers,
]

/** The order of the guards is the order in which they stand: whose call it is, then how many of them. */
export const authProviders: Provider[] = [
  { provide: JwtService, useFactory: createJwtService, inject: [CONFIG] },
  { provide: APP_GUARD, useClass: SessionGuard },
  { provide: APP_GUARD, useClass: CallLimitGuard },
  AccountService,
  AccountStore,
  BotAccounts,
  HandshakeGuard,
  JwtStrategy,
  PasswordHasher,
  RegistrationStore,
  RevocationStore,
  Revocations,
  SessionService,
  SessionStore,
  TokenIssuer,
  TokenVerifier,
  ...secondFactorProviders,
  ...tokenProviders,
]

import type { Provider, Type } from '@nestjs/common'
import { ChallengeService } from './challenge.service.js'
import { ChallengeStore } from './challenge.store.js'
import { CodeController } from './code.controller.js'
import { CodeService } from './code.service.js'
import { OwnPassword } from './own.password.js'
import { SecondFactorController } from './second.factor.controller.js'
import { SecondFactorService } from './second.factor.service.js'
import { SecondFactorStore } from './second.factor.store.js'

export const secondFactorControllers: Type[] = [CodeController, SecondFactorController]
export const secondFactorProviders: Provider[] = [
  ...[SecondFactorStore, ChallengeStore, CodeService, OwnPassword],
  ...[ChallengeService, SecondFactorService],
]

import type { Provider, Type } from '@nestjs/common'
import { MemberController } from './member.controller.js'
import { MemberService } from './member.service.js'
import { MemberStore } from './member.store.js'
import { People } from './people.js'
import { PreferencesService } from './preferences.service.js'
import { PreferencesStore } from './preferences.store.js'
import { StandingStore } from './standing.store.js'

export const memberControllers: Type[] = [MemberController]
export const memberProviders: Provider[] = [
  ...[MemberStore, StandingStore, PreferencesStore],
  ...[People, MemberService, PreferencesService],
]

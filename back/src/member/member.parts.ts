import type { Provider, Type } from '@nestjs/common'
import { MemberController } from './member.controller.js'
import { MemberService } from './member.service.js'
import { MemberStore } from './member.store.js'
import { People } from './people.js'
import { StandingStore } from './standing.store.js'

export const memberControllers: Type[] = [MemberController]
export const memberProviders: Provider[] = [MemberStore, StandingStore, People, MemberService]

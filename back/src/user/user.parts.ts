import type { Provider, Type } from '@nestjs/common'
import { UserController } from './user.controller.js'
import { UserService } from './user.service.js'
import { UserStore } from './user.store.js'

export const userControllers: Type[] = [UserController]
export const userProviders: Provider[] = [UserService, UserStore]

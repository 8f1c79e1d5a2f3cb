import type { Provider, Type } from '@nestjs/common'
import { AuditService } from './audit.service.js'
import { AuditStore } from './audit.store.js'
import { BanStore } from './ban.store.js'
import { ModerationController } from './moderation.controller.js'
import { ModerationService } from './moderation.service.js'

export const moderationControllers: Type[] = [ModerationController]
export const moderationProviders: Provider[] = [BanStore, AuditStore, ModerationService, AuditService]

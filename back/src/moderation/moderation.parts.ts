import type { Provider } from '@nestjs/common'
import { ModerationService } from './moderation.service.js'

export const moderationProviders: Provider[] = [ModerationService]

import type { Provider } from '@nestjs/common'
import { PresenceFanout } from './presence.fanout.js'
import { PresenceReader } from './presence.reader.js'
import { PresenceService } from './presence.service.js'
import { PresenceStore } from './presence.store.js'

export const presenceProviders: Provider[] = [
  PresenceStore,
  PresenceService,
  PresenceFanout,
  { provide: PresenceReader, useExisting: PresenceStore },
]

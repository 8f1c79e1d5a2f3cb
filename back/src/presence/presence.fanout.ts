import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import type { PresenceChange } from '@papo/contract'
import { LOGGER, type Logger } from '../logger.js'
import { Broadcast } from '../realtime/broadcast.js'
import { PresenceStore } from './presence.store.js'

/** Changes wait this long for others, so that a storm of them costs each room one frame. */
const GATHER_MS = 500

/** Tells this instance's sockets how the people they share a room with are. */
@Injectable()
export class PresenceFanout implements OnApplicationShutdown {
  private readonly gathered = new Map<string, PresenceChange>()
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly store: PresenceStore,
    private readonly broadcast: Broadcast,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  add(changes: { userId: string; state: PresenceChange['state']; seenAtMs?: number }[]): void {
    for (const { userId, state, seenAtMs } of changes) {
      const seen = seenAtMs === undefined ? {} : { lastSeenAt: new Date(seenAtMs).toISOString() }
      this.gathered.set(userId, { userId, state, ...seen })
    }
    this.timer ??= setTimeout(() => void this.flush(), GATHER_MS)
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer)
  }

  private async flush(): Promise<void> {
    this.timer = undefined
    const changes = [...this.gathered.values()]
    this.gathered.clear()
    try {
      const perRoom = groupByRoom(changes, await this.store.rooms(changes.map((change) => change.userId)))
      for (const [roomId, seen] of perRoom) this.broadcast.presence(roomId, seen)
    } catch (error) {
      // Presence may be dropped; whoever opens a room reads it anew.
      this.logger.warn({ err: error }, 'presence not told')
    }
  }
}

function groupByRoom(changes: PresenceChange[], rooms: Map<string, string[]>): Map<string, PresenceChange[]> {
  const perRoom = new Map<string, PresenceChange[]>()
  for (const change of changes)
    for (const roomId of rooms.get(change.userId) ?? []) {
      const list = perRoom.get(roomId)
      if (list) list.push(change)
      else perRoom.set(roomId, [change])
    }
  return perRoom
}

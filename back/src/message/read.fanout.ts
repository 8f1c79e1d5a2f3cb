import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { Redis } from '../infra/redis.js'
import { roomKeys } from '../log/keys.js'
import { LOGGER, type Logger } from '../logger.js'
import { Broadcast } from '../realtime/broadcast.js'

const GATHER_MS = 1_000
/** In larger rooms nobody is told who has read: it would be everyone telling everyone. */
const MEMBERS_MAX = 100

/** Tells a small room's members who has read up to where, at most once a second. */
@Injectable()
export class ReadFanout implements OnApplicationShutdown {
  private readonly gathered = new Map<string, Map<string, number>>()
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly redis: Redis,
    private readonly broadcast: Broadcast,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  add(roomId: string, userId: string, readSeq: number): void {
    const room = this.gathered.get(roomId) ?? new Map<string, number>()
    this.gathered.set(roomId, room.set(userId, readSeq))
    this.timer ??= setTimeout(() => void this.flush(), GATHER_MS)
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer)
  }

  private async flush(): Promise<void> {
    this.timer = undefined
    const rooms = [...this.gathered]
    this.gathered.clear()
    try {
      const sizes = await Promise.all(rooms.map(([roomId]) => this.redis.hot.hlen(roomKeys(roomId).members)))
      rooms.forEach(([roomId, reads], i) => {
        if ((sizes[i] ?? 0) > MEMBERS_MAX) return
        this.broadcast.reads(
          roomId,
          [...reads].map(([userId, readSeq]) => ({ roomId, userId, readSeq })),
        )
      })
    } catch (error) {
      // Whoever opens the room reads it anew.
      this.logger.warn({ err: error }, 'reads not told')
    }
  }
}

import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { LOGGER, type Logger } from '../logger.js'
import { Broadcast } from '../realtime/broadcast.js'
import { ReceiptStore } from './receipt.store.js'

const GATHER_MS = 1_000

/** Tells a small room's members who has read up to where, at most once a second. */
@Injectable()
export class ReadFanout implements OnApplicationShutdown {
  private readonly gathered = new Map<string, Map<string, number>>()
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly receipts: ReceiptStore,
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
      await Promise.all(rooms.map(([roomId, reads]) => this.tell(roomId, reads)))
    } catch (error) {
      // Whoever opens the room reads it anew.
      this.logger.warn({ err: error }, 'reads not told')
    }
  }

  /** In larger rooms nobody is told who has read: it would be everyone telling everyone. */
  private async tell(roomId: string, reads: Map<string, number>): Promise<void> {
    const audience = await this.receipts.audience(roomId)
    if (!audience) return
    const hidden = await this.receipts.hiddenAmong([...new Set([...audience, ...reads.keys()])])
    const shown = [...reads].filter(([userId]) => !hidden.has(userId))
    const changes = shown.map(([userId, readSeq]) => ({ roomId, userId, readSeq }))
    if (changes.length > 0) this.broadcast.reads(roomId, changes, hidden)
  }
}

import { Injectable } from '@nestjs/common'
import { type CommandPayload, LIMITS, type RoomEvent, type Synced } from '@papo/contract'
import { EpochLog } from '../log/epoch.log.js'
import { WindowStore } from '../log/window.store.js'
import { blankDeleted } from './fold.js'
import { HistoryStore } from './history.store.js'

/** Brings a client up to the head, or tells it to load the room anew; never a partial answer that looks whole. */
@Injectable()
export class SyncService {
  constructor(
    private readonly epochs: EpochLog,
    private readonly window: WindowStore,
    private readonly history: HistoryStore,
  ) {}

  async sync({ roomId, epoch, since }: CommandPayload<'room:sync'>): Promise<Synced> {
    const state = await this.epochs.head(roomId)
    const { head, persisted } = state
    const reset = { epoch: state.epoch, head, reset: true } as const
    if (epoch !== state.epoch || since > head || head - since > LIMITS.syncEventsMax) return reset
    const events = since === head ? [] : await this.events(roomId, since, head)
    return events ? { epoch: state.epoch, head, persisted, events } : reset
  }

  /** All events after `since` up to `head` at least, or undefined. */
  private async events(roomId: string, since: number, head: number): Promise<RoomEvent[] | undefined> {
    const recent = await this.window.from(roomId, since + 1, 2 * LIMITS.syncEventsMax)
    const first = recent[0]?.seq ?? head + 1
    const older = first > since + 1 ? await this.history.events(roomId, since + 1, first - 1) : []
    if (!older) return undefined
    const events = blankDeleted([...older, ...recent])
    const whole = events.every((event, i) => event.seq === since + 1 + i) && since + events.length >= head
    return whole ? events : undefined
  }
}

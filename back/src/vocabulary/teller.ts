import type { PresenceChange, RoomEvent } from '@papo/contract'
import type { Listener } from '../realtime/listeners.js'
import type { Names } from './names.js'
import { subjectOf, tellMessage, tellStatus, type ToldMessage, type ToldStatus } from './told.js'

type Options = {
  peerId: string
  roomId: string
  names: Names
  onMessage?: (told: ToldMessage) => void
  onStatus?: (told: ToldStatus) => void
  /** Whether the room is one to hear of, where that has to be looked up; what comes meanwhile waits. Never rejects. */
  wanted?: Promise<boolean>
  onOverrun: () => void
}

/** What may wait for names to be looked up. */
const WAITING_MAX = 2_000

/** Tells one connection of one room in the words of another system, in order, though names are looked up. */
export class Teller implements Listener {
  private turn: Promise<void> = Promise.resolve()
  private waiting = 0
  readonly peerId: string

  constructor(private readonly options: Options) {
    this.peerId = options.peerId
  }

  hear(events: RoomEvent[]): void {
    for (const event of events) if (subjectOf(event)) this.inTurn(() => this.event(event))
  }

  see(changes: PresenceChange[]): void {
    if (!this.options.onStatus) return
    for (const change of changes) this.inTurn(() => this.change(change))
  }

  private async event(event: RoomEvent): Promise<void> {
    const { names, onMessage, onStatus } = this.options
    const subject = subjectOf(event)
    if (!subject) return
    const who = await names.of(subject.userId)
    const told = tellMessage(event, subject, who)
    onMessage?.(told)
    if (subject.type === 'CHAT') return
    const { roomId, at: timestamp } = event
    const status = subject.type === 'JOIN' ? 'joined' : 'left'
    onStatus?.({ roomId, userId: who.id, username: who.username, status, timestamp })
  }

  private async change(change: PresenceChange): Promise<void> {
    const who = await this.options.names.of(change.userId)
    this.options.onStatus?.(tellStatus(this.options.roomId, change, who))
  }

  private inTurn(tell: () => Promise<void>): void {
    if (++this.waiting > WAITING_MAX) return this.options.onOverrun()
    this.turn = this.turn.then(async () => {
      this.waiting--
      if ((await this.options.wanted) !== false) await tell()
    })
  }
}

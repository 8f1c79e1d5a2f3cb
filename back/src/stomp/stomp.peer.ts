import { randomUUID } from 'node:crypto'
import type { Broadcast } from '../realtime/broadcast.js'
import type { Peer, SocketData } from '../realtime/channels.js'

type Endings = {
  /** The server does not want it any more: its session has ended, or it broke a bound. */
  disconnect: () => void
  /** The instance goes; another one is as good. */
  close: () => void
}

/** A STOMP client among the connections of its instance. */
export class StompPeer implements Peer {
  readonly id = randomUUID()
  readonly conn: { close: () => void }
  connected = true

  constructor(
    readonly data: SocketData,
    private readonly broadcast: Broadcast,
    private readonly endings: Endings,
  ) {
    this.conn = { close: endings.close }
  }

  get rooms(): ReadonlySet<string> {
    return this.broadcast.channelsOf(this.id)
  }

  join(channels: string | string[]): void {
    if (this.connected) this.broadcast.seat(this, [channels].flat())
  }

  leave(channel: string): void {
    this.broadcast.unseat(this, channel)
  }

  disconnect(): void {
    this.endings.disconnect()
  }

  /** Out of all channels, and never in one again. */
  gone(): void {
    this.connected = false
    this.broadcast.forget(this)
  }
}

import { Inject, Injectable } from '@nestjs/common'
import type { PresenceChange, RoomEvent } from '@papo/contract'
import { LOGGER, type Logger } from '../logger.js'

/** Who hears of a room in other words than Socket.IO's own frames. */
export type Listener = {
  /** The connection that it speaks for: told while that one is in the room's channel, and never else. */
  readonly peerId: string
  hear?: (events: RoomEvent[]) => void
  see?: (changes: PresenceChange[]) => void
}
type Inside = ReadonlySet<string> | undefined

/** The listeners of this instance by room: a room that has none pays for one look into a map. */
@Injectable()
export class Listeners {
  private readonly byRoom = new Map<string, Set<Listener>>()
  private readonly arrivals = new Map<string, (roomId: string) => void>()

  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  add(roomId: string, listener: Listener): void {
    const listeners = this.byRoom.get(roomId) ?? new Set()
    this.byRoom.set(roomId, listeners.add(listener))
  }

  remove(roomId: string, listener: Listener): void {
    const listeners = this.byRoom.get(roomId)
    if (listeners?.delete(listener) && listeners.size === 0) this.byRoom.delete(roomId)
  }

  of(roomId: string): ReadonlySet<Listener> | undefined {
    return this.byRoom.get(roomId)
  }

  /** What the room's feed delivers, as it delivers it. */
  tell(roomId: string, events: RoomEvent[], inside: Inside): void {
    this.each(roomId, inside, (listener) => listener.hear?.(events))
  }

  show(roomId: string, changes: PresenceChange[], inside: Inside): void {
    this.each(roomId, inside, (listener) => listener.see?.(changes))
  }

  /** Calls `then` for each room that the connection comes into, before anything of the room is told. */
  onArrival(peerId: string, then: (roomId: string) => void): void {
    this.arrivals.set(peerId, then)
  }

  forgetArrivals(peerId: string): void {
    this.arrivals.delete(peerId)
  }

  arrived(roomId: string, peerId: string): void {
    this.arrivals.get(peerId)?.(roomId)
  }

  /** One listener's fault is not the others'. */
  private each(roomId: string, inside: Inside, tell: (listener: Listener) => void): void {
    for (const listener of this.byRoom.get(roomId) ?? []) {
      if (!inside?.has(listener.peerId)) continue
      try {
        tell(listener)
      } catch (error) {
        this.logger.error({ roomId, err: error }, 'listener')
      }
    }
  }
}

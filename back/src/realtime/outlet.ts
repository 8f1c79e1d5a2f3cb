import type { RoomEvent } from '@papo/contract'

/** Nobody notices so little, and a busy room's sockets are written to fifty times a second instead of hundreds. */
export const BEAT_MS = 20

/**
 * How a room's events leave: those of one turn of the loop together, at its end. After that, until a beat has passed
 * without any, those of each beat together; so each socket of a busy room gets one frame for many events.
 */
export class Outlet {
  private readonly waiting = new Map<string, RoomEvent[]>()
  /** Rooms that were written to since the last beat. */
  private readonly busy = new Set<string>()
  private turn: NodeJS.Immediate | undefined
  private beat: NodeJS.Timeout | undefined

  constructor(private readonly write: (roomId: string, events: RoomEvent[]) => void) {}

  add(roomId: string, event: RoomEvent): void {
    const waiting = this.waiting.get(roomId)
    if (waiting) return void waiting.push(event)
    this.waiting.set(roomId, [event])
    if (!this.busy.has(roomId)) this.turn ??= setImmediate(() => this.endTurn())
  }

  /** Writes what waits for a room without waiting any longer. */
  flush(roomId: string): void {
    const events = this.waiting.get(roomId)
    if (!events) return
    this.waiting.delete(roomId)
    this.busy.add(roomId)
    this.beat ??= setTimeout(() => this.endBeat(), BEAT_MS)
    this.write(roomId, events)
  }

  /** Nobody is left to write to. */
  drop(roomId: string): void {
    this.waiting.delete(roomId)
  }

  stop(): void {
    clearImmediate(this.turn)
    clearTimeout(this.beat)
  }

  private endTurn(): void {
    this.turn = undefined
    for (const roomId of this.waiting.keys()) if (!this.busy.has(roomId)) this.flush(roomId)
  }

  private endBeat(): void {
    this.beat = undefined
    const rooms = [...this.busy]
    this.busy.clear()
    for (const roomId of rooms) this.flush(roomId)
  }
}

import type { RoomEvent } from '@papo/contract'

/** Nobody notices so little, and a busy room's sockets are written to fifty times a second instead of hundreds. */
export const BEAT_MS = 20
/** In a flood: nobody reads a hundred messages a second one by one, and a write costs much more than what is in it. */
export const LONGEST_BEAT_MS = 100
/** Messages in a room, on average over those that wait: so many are a flood. */
const FLOOD_PER_SECOND = 120

/**
 * How a room's events leave: those of one turn of the loop together, at its end. After that, until a beat has passed
 * without any, those of each beat together; so each socket of a busy room gets one frame for many events. Beats grow
 * in a flood, and shrink after it.
 */
export class Outlet {
  private readonly waiting = new Map<string, RoomEvent[]>()
  /** Rooms that were written to since the beat began. */
  private readonly busy = new Set<string>()
  private turn: NodeJS.Immediate | undefined
  /** Only while a busy room waits for the beat's end: else it would wake the process for nothing. */
  private timer: NodeJS.Timeout | undefined
  private beatMs = BEAT_MS
  private beatEndsAtMs = 0

  constructor(private readonly write: (roomId: string, events: RoomEvent[]) => void) {}

  add(roomId: string, event: RoomEvent): void {
    const waiting = this.waiting.get(roomId)
    if (waiting) return void waiting.push(event)
    this.waiting.set(roomId, [event])
    if (!this.isBusy(roomId)) this.turn ??= setImmediate(() => this.endTurn())
    else this.timer ??= setTimeout(() => this.endBeat(), this.beatEndsAtMs - performance.now())
  }

  /** Writes what waits for a room without waiting any longer. */
  flush(roomId: string): void {
    const events = this.waiting.get(roomId)
    if (!events) return
    this.waiting.delete(roomId)
    if (performance.now() >= this.beatEndsAtMs) this.beginBeat(this.beatMs / 2)
    this.busy.add(roomId)
    this.write(roomId, events)
  }

  /** Nobody is left to write to. */
  drop(roomId: string): void {
    this.waiting.delete(roomId)
  }

  stop(): void {
    clearImmediate(this.turn)
    clearTimeout(this.timer)
  }

  private isBusy(roomId: string): boolean {
    return this.busy.has(roomId) && performance.now() < this.beatEndsAtMs
  }

  private endTurn(): void {
    this.turn = undefined
    for (const roomId of this.waiting.keys()) if (!this.isBusy(roomId)) this.flush(roomId)
  }

  private endBeat(): void {
    this.timer = undefined
    this.beginBeat(this.beatMs * this.growth())
    for (const roomId of this.waiting.keys()) this.flush(roomId)
  }

  private beginBeat(ms: number): void {
    this.beatMs = Math.min(Math.max(ms, BEAT_MS), LONGEST_BEAT_MS)
    this.beatEndsAtMs = performance.now() + this.beatMs
    this.busy.clear()
  }

  /** Of the beat that ends to the next, by what has gathered in it; what is half a flood leaves it as it is. */
  private growth(): number {
    const events = [...this.waiting.values()].reduce((sum, { length }) => sum + length, 0)
    if (events === 0) return 1 / 2
    const flood = (this.waiting.size * FLOOD_PER_SECOND * this.beatMs) / 1_000
    if (events >= flood) return 2
    return events >= flood / 2 ? 1 : 1 / 2
  }
}

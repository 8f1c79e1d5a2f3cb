import { ChatError, isUnavailable } from '../errors.js'

type Lane = { waiting: number; last: Promise<unknown>; away: Error | undefined }
const WAITING_MAX = 2_000

/**
 * Runs what is done to one room one at a time in this process. A room that everyone enters at once then takes one
 * connection of the pool, not all of them, and its crowd waits here. Nobody waits for a store that is away: when one
 * fails by that, so do all behind it.
 */
export class Lanes {
  private readonly lanes = new Map<string, Lane>()

  /** @throws ChatError `unavailable` when the store is away or the crowd is too large */
  async run<T>(roomId: string, work: () => Promise<T>): Promise<T> {
    const lane = this.lanes.get(roomId) ?? { waiting: 0, last: Promise.resolve(), away: undefined }
    if (lane.waiting >= WAITING_MAX) throw new ChatError('unavailable', 'Too many at once, try again.')
    this.lanes.set(roomId, lane)
    lane.waiting++
    const turn = lane.last.then(() => this.take(roomId, lane, work))
    lane.last = turn.catch(() => undefined)
    return turn
  }

  private async take<T>(roomId: string, lane: Lane, work: () => Promise<T>): Promise<T> {
    try {
      if (lane.away) throw lane.away
      return await work()
    } catch (error) {
      if (error instanceof Error && isUnavailable(error) && !lane.away) this.leave(roomId, lane, error)
      throw error
    } finally {
      lane.waiting--
      if (lane.waiting === 0 && this.lanes.get(roomId) === lane) this.lanes.delete(roomId)
    }
  }

  /** Whoever comes from now on starts anew. */
  private leave(roomId: string, lane: Lane, error: Error): void {
    lane.away = error
    if (this.lanes.get(roomId) === lane) this.lanes.delete(roomId)
  }
}

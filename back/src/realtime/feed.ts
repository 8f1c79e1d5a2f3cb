import type { RoomEvent } from '@papo/contract'
import { measures } from '../infra/measures.js'

/** Events of the log from a seq on, ascending; a part of them may do, none only if there are none. */
type Fetch = (from: number) => Promise<RoomEvent[]>
type Options = { fetch: Fetch; deliver: (event: RoomEvent) => void; onError: (error: unknown) => void }

/**
 * One room's events on their way to this instance's sockets: each once, in order, without holes.
 * Pub/sub may lose some; then they are fetched from the log before anything newer is delivered.
 */
export class Feed {
  /** The last seq that was delivered, or that was there before the feed began. Undefined until known. */
  private delivered: number | undefined
  private readonly early = new Map<number, RoomEvent>()
  private filling: Promise<void> | undefined

  constructor(private readonly options: Options) {}

  get seq(): number | undefined {
    return this.delivered
  }

  /** Where the room stood when its first socket came; earlier events are the clients' to catch up. */
  start(head: number): void {
    // What pub/sub brought meanwhile came after the first socket, so it is delivered, whatever the head is by now.
    this.delivered ??= Math.min(head, ...[...this.early.keys()].map((seq) => seq - 1))
    this.release()
  }

  receive(event: RoomEvent): void {
    if (this.delivered !== undefined && event.seq <= this.delivered) return
    if (!this.filling && event.seq === (this.delivered ?? Number.NaN) + 1) return this.pass(event)
    this.early.set(event.seq, event)
    if (this.delivered !== undefined) this.fill().catch(this.options.onError)
  }

  /** Delivers all that the log has up to `head`. Rejects when the log cannot be read now. */
  async reach(head: number): Promise<void> {
    if (this.delivered === undefined || head <= this.delivered) return
    // A fill under way may have begun before the head was there.
    if (this.filling) await this.filling
    await this.fill()
    // Still behind: there is nothing between, seqs were skipped by a new epoch.
    if (this.delivered < head) this.delivered = head
    this.release()
  }

  private fill(): Promise<void> {
    this.filling ??= this.fetchAll().finally(() => (this.filling = undefined))
    return this.filling
  }

  private async fetchAll(): Promise<void> {
    for (;;) {
      const events = await this.options.fetch((this.delivered ?? 0) + 1)
      if (events.length === 0) break
      measures.eventsMissed.rise(events.length)
      for (const event of events) this.pass(event)
    }
    const next = Math.min(...this.early.keys())
    // Not in the log: void or trimmed long ago; clients see the hole and sync.
    if (Number.isFinite(next) && next > (this.delivered ?? 0)) this.delivered = next - 1
    this.release()
  }

  /** Delivers what came early and is next now. */
  private release(): void {
    for (const seq of [...this.early.keys()].sort((a, b) => a - b)) {
      const event = this.early.get(seq)
      if (event && seq > (this.delivered ?? 0) + 1) return
      this.early.delete(seq)
      if (event && seq > (this.delivered ?? 0)) this.pass(event)
    }
  }

  private pass(event: RoomEvent): void {
    this.delivered = event.seq
    this.options.deliver(event)
  }
}

import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import type { RoomEvent } from '@papo/contract'
import { isUnavailable } from '../errors.js'
import { type Head, HeadStore } from '../log/head.store.js'
import { shardOf } from '../log/keys.js'
import { EpochLog } from '../log/epoch.log.js'
import { WindowStore } from '../log/window.store.js'
import { LOGGER, type Logger } from '../logger.js'
import { Broadcast } from './broadcast.js'
import { Feed } from './feed.js'
import { type Hosted, isDoubtful, standingOf } from './hosted.js'
import { Members } from './members.js'
import { Outlet } from './outlet.js'

const TICK_MS = 1_000
const MOVED_HEADS_EVERY_TICKS = 5
const ALL_HEADS_EVERY_TICKS = 15
const FETCHED_AT_ONCE = 500

/** The rooms that have sockets on this instance, and what goes out to them. */
@Injectable()
export class Feeds implements OnApplicationShutdown {
  private readonly rooms = new Map<string, Hosted>()
  private readonly outlet = new Outlet((roomId, events) => this.write(roomId, events))
  private readonly reopening = new Set<string>()
  private timer: NodeJS.Timeout | undefined
  private ticks = 0
  private ticking = false

  constructor(
    private readonly heads: HeadStore,
    private readonly epochs: EpochLog,
    private readonly window: WindowStore,
    private readonly broadcast: Broadcast,
    private readonly members: Members,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.tick(), TICK_MS)
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer)
    this.outlet.stop()
  }

  /** The room's first socket came. */
  host(roomId: string): void {
    const feed = new Feed({
      fetch: (from) => this.window.from(roomId, from, FETCHED_AT_ONCE),
      deliver: (event) => this.outlet.add(roomId, event),
      onError: (error) => this.report(error),
    })
    this.rooms.set(roomId, { feed, head: undefined, told: undefined })
    this.learnHeads([roomId]).catch((error: unknown) => this.report(error))
  }

  /** The room's last socket left. */
  drop(roomId: string): void {
    this.rooms.delete(roomId)
    this.outlet.drop(roomId)
  }

  hosts(roomId: string): boolean {
    return this.rooms.has(roomId)
  }

  /** Of all rooms that have sockets here. */
  standing() {
    return standingOf(this.rooms.values())
  }

  receive(roomId: string, event: RoomEvent): void {
    this.rooms.get(roomId)?.feed.receive(event)
  }

  /** Delivers what the log has of a room by now, before anything that follows from it is done. Never throws. */
  async catchUp(roomId: string): Promise<void> {
    const hosted = this.rooms.get(roomId)
    if (!hosted) return
    try {
      const head = (await this.heads.heads([roomId])).get(roomId)
      if (head) await hosted.feed.reach(head.head)
    } catch (error) {
      this.report(error)
    }
    this.outlet.flush(roomId)
  }

  private write(roomId: string, events: RoomEvent[]): void {
    let from = 0
    events.forEach((event, i) => {
      if (!this.members.goesWith(event)) return
      // Whoever is removed hears of it, and of nothing after it.
      this.broadcast.events(roomId, events.slice(from, i + 1))
      this.members.remove(event)
      from = i + 1
    })
    if (from < events.length) this.broadcast.events(roomId, from === 0 ? events : events.slice(from))
  }

  private async tick(): Promise<void> {
    if (this.ticking) return
    this.ticking = true
    try {
      this.ticks++
      this.members.retry()
      await this.learnAllHeads()
    } finally {
      this.ticking = false
    }
  }

  /** Server by server: one that is away leaves the others' rooms alone. */
  private async learnAllHeads(): Promise<void> {
    const groups = this.heads.byServer([...this.rooms.keys()])
    await Promise.all(groups.map((ids) => this.learnHeads(ids).catch((error: unknown) => this.report(error))))
  }

  /** Compares with Redis's heads: delivers what pub/sub lost, tells clients where their rooms stand. */
  private async learnHeads(roomIds: string[]): Promise<void> {
    const heads = await this.heads.heads(roomIds)
    for (const roomId of roomIds) {
      const hosted = this.rooms.get(roomId)
      if (!hosted) continue
      try {
        await this.compare(roomId, hosted, heads.get(roomId))
      } catch (error) {
        // One room's trouble is not the others'.
        this.report(error)
      }
    }
  }

  private async compare(roomId: string, hosted: Hosted, head: Head | undefined): Promise<void> {
    if (isDoubtful(head, hosted.feed.seq)) return this.reopen(roomId)
    const before = hosted.head
    hosted.head = head
    if (hosted.feed.seq === undefined) hosted.feed.start(head.head)
    await hosted.feed.reach(head.head)
    if (before && before.membersVersion !== head.membersVersion) await this.members.recheck(roomId)
    this.tellHead(roomId, hosted, head)
  }

  /** Beside the tick: PostgreSQL may be slow, and the other rooms do not wait. */
  private reopen(roomId: string): void {
    if (this.reopening.has(roomId)) return
    this.reopening.add(roomId)
    this.epochs
      .open(roomId)
      .then(() => this.learnHeads([roomId]))
      .catch((error: unknown) => this.report(error))
      .finally(() => this.reopening.delete(roomId))
  }

  /** At once what only a heartbeat tells: a new epoch. Else rooms take turns, so that not all leave in one tick. */
  private tellHead(roomId: string, hosted: Hosted, head: Head): void {
    const { told } = hosted
    const moved = told?.head !== head.head || told.persisted !== head.persisted
    const turn = this.ticks + shardOf(roomId)
    const due = turn % (moved ? MOVED_HEADS_EVERY_TICKS : ALL_HEADS_EVERY_TICKS) === 0
    if (!due && told?.epoch === head.epoch) return
    hosted.told = head
    this.broadcast.heads(roomId, head)
  }

  private report(error: unknown): void {
    if (isUnavailable(error)) this.logger.warn({ err: error }, 'the log is away')
    else this.logger.error({ err: error }, 'feed')
  }
}

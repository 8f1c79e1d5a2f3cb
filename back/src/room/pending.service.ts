import { Inject, Injectable } from '@nestjs/common'
import { isUnavailable } from '../errors.js'
import { shardOf } from '../log/keys.js'
import { RoomLog } from '../log/room.log.js'
import { parseStanding } from '../log/standing.js'
import { LOGGER, type Logger } from '../logger.js'
import { PersistQueue } from '../persist/persist.queue.js'
import { ControlLog, type ControlEntry } from '../realtime/control.log.js'
import { PendingStore, type Pending } from './pending.store.js'

const BATCH = 100
const ROOMS_PER_SWEEP = 200
/** Younger ones are being flushed by whoever committed them. */
const GRACE_MS = 1_000

/**
 * Brings committed changes into their rooms' logs and to every instance. Each step may be repeated, by whoever,
 * and several may work at once: the log takes an event once by its clientId, and a row goes only when all know.
 */
@Injectable()
export class PendingService {
  private readonly flushing = new Map<string, Promise<void>>()

  constructor(
    private readonly store: PendingStore,
    private readonly log: RoomLog,
    private readonly control: ControlLog,
    private readonly persist: PersistQueue,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * To be called after a commit. Never throws: the change stands, so its caller is told of success even while
   * Redis is away, and the sweeper does the rest. `unavailable` would invite to repeat what was done.
   */
  async announce(roomId: string): Promise<void> {
    try {
      await this.flush(roomId)
    } catch (error) {
      this.logger.warn({ roomId, err: error }, 'a change waits for the sweeper')
    }
  }

  /** Flushes what waits in a room, also what others left. A second call waits its turn, a third shares it. */
  flush(roomId: string): Promise<void> {
    const next = `${roomId}:next`
    const waiting = this.flushing.get(next)
    if (waiting) return waiting
    const running = this.flushing.get(roomId)
    if (!running) return this.track(roomId, this.flushAll(roomId))
    const after = () => {
      this.flushing.delete(next)
      return this.track(roomId, this.flushAll(roomId))
    }
    const started = running.then(after, after)
    this.flushing.set(next, started)
    return started
  }

  /** Heals what a dead process, or one without Redis, left behind. @throws while a store is away */
  async sweep(): Promise<void> {
    for (const roomId of await this.store.roomsWaiting(GRACE_MS, ROOMS_PER_SWEEP)) {
      try {
        await this.flush(roomId)
      } catch (error) {
        if (isUnavailable(error)) throw error
        // One room's trouble must not stop the others.
        this.logger.error({ roomId, err: error }, 'a change cannot be announced')
      }
    }
  }

  private track(key: string, work: Promise<void>): Promise<void> {
    const tracked = work.finally(() => {
      if (this.flushing.get(key) === tracked) this.flushing.delete(key)
    })
    this.flushing.set(key, tracked)
    return tracked
  }

  private async flushAll(roomId: string): Promise<void> {
    for (;;) {
      const batch = await this.store.of(roomId, BATCH)
      const delivered: string[] = []
      try {
        for (const pending of batch) {
          await this.deliver(pending)
          delivered.push(pending.id)
        }
      } finally {
        if (delivered.length > 0) await this.store.delete(delivered)
      }
      if (batch.length < BATCH) return
    }
  }

  private async deliver(pending: Pending): Promise<void> {
    const { roomId, actorId, id, type, data, userId } = pending
    const standing = parseStanding(pending.standing)
    const member = userId && standing ? { member: { userId, standing } } : {}
    if (!pending.logged) {
      const command = { roomId, actorId, clientId: id, type, data, digest: '', ...member, decided: true }
      const { dirtied } = await this.log.append(command)
      if (dirtied) this.persist.wake(shardOf(roomId))
    }
    const entry = controlEntryOf(pending)
    if (entry) await this.control.say(entry)
  }
}

/** What puts sockets into the room or out of it. */
function controlEntryOf({ type, roomId, userId }: Pending): ControlEntry | undefined {
  if (type === 'room.deleted') return { type: 'room.deleted', roomId }
  if (type === 'member.updated' || !userId) return undefined
  return { type: 'member.changed', roomId, userId }
}

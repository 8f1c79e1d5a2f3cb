import { Inject, Injectable } from '@nestjs/common'
import { ChatError, isUnavailable, notFound } from '../errors.js'
import { measures } from '../infra/measures.js'
import { LOGGER, type Logger } from '../logger.js'
import { Turns } from '../infra/turns.js'
import { EpochStore, type RoomFacts } from './epoch.store.js'
import { type Head, HeadStore, type LogState } from './head.store.js'

/** A new epoch goes on this far above the last seq that anyone may have seen. */
export const EPOCH_GAP = 100_000
const OPENED_AT_ONCE = 2

/**
 * Opens a room's log for writing on the Redis server that answers now. Nothing in a Redis that restarted,
 * failed over or lost data can prove that its tail is whole, so the room goes on under a new epoch, above
 * everything that may have been acknowledged: no seq is ever used with two bodies.
 */
@Injectable()
export class EpochLog {
  private readonly opening = new Map<string, Promise<void>>()
  /** Each takes two connections of the pool, of which some must be left. */
  private readonly turns = new Turns(OPENED_AT_ONCE)

  constructor(
    private readonly epochs: EpochStore,
    private readonly heads: HeadStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Where the room's log stands. One that was not opened on the server that answers now may lack its tail: it is opened first. */
  async head(roomId: string): Promise<Head> {
    const known = (await this.heads.heads([roomId])).get(roomId)
    if (known?.current) return known
    try {
      return await this.reopened(roomId)
    } catch (error) {
      // While PostgreSQL is away, what Redis has is better than nothing.
      if (known && isUnavailable(error)) return known
      throw error
    }
  }

  /** The same, of a room that is opened first if it was not on the server that answers now. */
  async reopened(roomId: string): Promise<Head> {
    await this.open(roomId)
    const opened = (await this.heads.heads([roomId])).get(roomId)
    if (!opened) throw new ChatError('unavailable', 'The room is being restored, try again.')
    return opened
  }

  /** Makes the room's log writable here. One at a time in this process; several processes take turns. */
  open(roomId: string): Promise<void> {
    const running = this.opening.get(roomId)
    if (running) return running
    const started = this.turns.run(() => this.raise(roomId)).finally(() => this.opening.delete(roomId))
    this.opening.set(roomId, started)
    return started
  }

  /**
   * The epoch is raised in PostgreSQL, and committed, before the log is opened under it: a worker that read
   * the log before can store nothing any more. Whoever dies in between leaves an epoch without events.
   */
  private raise(roomId: string): Promise<void> {
    return this.epochs.alone(roomId, async () => {
      const state = await this.heads.state(roomId)
      if (state.current && state.epoch === (await this.epochs.epochOf(roomId))) return
      const facts = await this.epochs.raise(roomId, state.epoch ?? 0)
      if (!facts) throw notFound('room')
      const opened = await this.heads.open(roomId, state, startOf(facts, state))
      if (!opened) throw new ChatError('unavailable', 'The room is being restored, try again.')
      this.logger.info({ roomId, epoch: facts.epoch, seq: opened.seq }, 'new epoch')
      measures.epochs.rise()
    })
  }
}

/**
 * The first epoch starts at 1. Any other starts above all that may have been acknowledged: a gap for each
 * epoch since the last seq that is known, because those in between may have been used and lost whole.
 */
function startOf(facts: RoomFacts, state: LogState) {
  const { seq, epoch, last } = state
  const survived = [
    ...(last ? [last] : []),
    ...(seq !== undefined && epoch !== undefined ? [{ seq, epoch }] : []),
  ]
  const starts = [...facts.tops, ...survived].map(
    (top) => top.seq + EPOCH_GAP * Math.max(1, facts.epoch - top.epoch),
  )
  const ordinal = Math.max(facts.ordinal, last?.ordinal ?? 0)
  const start = facts.epoch === 1 ? 0 : Math.max(EPOCH_GAP * (facts.epoch - 1), ...starts)
  return { ...facts, persisted: facts.seq, ordinal, seq: start }
}

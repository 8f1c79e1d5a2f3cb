import { Inject, Injectable } from '@nestjs/common'
import { sqlState } from '../infra/postgres.js'
import { measures } from '../infra/measures.js'
import { LOGGER, type Logger } from '../logger.js'
import { isUnavailable } from '../errors.js'
import type { Row } from './columns.js'
import { measureCommit } from './commit.measures.js'
import { PersistStore, type RoomBatch } from './persist.store.js'

// Bad data, a broken constraint, a limit of the program: what this very row does wrong.
const REFUSED = /^(22|23|54)/

/** Rooms of which nothing more was stored: `stale` have another epoch now, `failed` met an error of ours. */
export type Outcome = { stale: string[]; failed: string[] }

/** Stores batches; a row that PostgreSQL refuses is found by halving and set aside, never its neighbours. */
@Injectable()
export class PersistService {
  constructor(
    private readonly persisted: PersistStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async store(batches: RoomBatch[]): Promise<Outcome> {
    if (batches.length === 0) return { stale: [], failed: [] }
    try {
      const startedMs = performance.now()
      const { stale, conflicts } = await this.persisted.store(batches)
      measureCommit(batches, stale, startedMs)
      for (const conflict of conflicts) {
        measures.alarms.add('conflict')
        this.logger.error({ ...conflict, alarm: 'conflict' }, 'clientId is stored under another seq')
      }
      return { stale, failed: [] }
    } catch (error) {
      if (isUnavailable(error)) throw error
      return this.separate(batches, error)
    }
  }

  private async separate(batches: RoomBatch[], error: unknown): Promise<Outcome> {
    const [only, ...others] = batches
    if (!only || others.length > 0) {
      const middle = Math.ceil(batches.length / 2)
      const one = await this.store(batches.slice(0, middle))
      const two = await this.store(batches.slice(middle))
      return { stale: [...one.stale, ...two.stale], failed: [...one.failed, ...two.failed] }
    }
    const state = sqlState(error)
    const [row, ...rest] = only.rows
    if (row && state && REFUSED.test(state))
      return rest.length > 0 ? this.halve(only) : this.setAside(only, row, state)
    // Not the data's fault, as far as we know: the room waits, the others go on.
    this.logger.error({ roomId: only.roomId, err: error, alarm: 'persist' }, 'room not stored')
    measures.alarms.add('persist')
    return { stale: [], failed: [only.roomId] }
  }

  /** In order: an event may be about an earlier one. */
  private async halve(batch: RoomBatch): Promise<Outcome> {
    const middle = Math.ceil(batch.rows.length / 2)
    const first = await this.store([{ ...batch, rows: batch.rows.slice(0, middle), reads: [] }])
    if (first.stale.length + first.failed.length > 0) return first
    return this.store([{ ...batch, rows: batch.rows.slice(middle) }])
  }

  private async setAside(batch: RoomBatch, row: Row, state: string): Promise<Outcome> {
    const { roomId, seq } = row.event
    this.logger.error({ roomId, seq, sqlState: state, alarm: 'quarantine' }, 'event set aside')
    measures.alarms.add('quarantine')
    await this.persisted.quarantine(row, state)
    return this.store([{ ...batch, rows: [] }])
  }
}

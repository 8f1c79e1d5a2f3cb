import { Inject, Injectable } from '@nestjs/common'
import { sqlState } from '../infra/postgres.js'
import { LOGGER, type Logger } from '../logger.js'
import { PersistStore, type RoomBatch } from './persist.store.js'

// Bad data, a broken constraint, a limit of the program: what this very row does wrong.
const REFUSED = /^(22|23|54)/

/** Stores batches; a row that PostgreSQL refuses is found by halving and set aside, never its neighbours. */
@Injectable()
export class PersistService {
  constructor(
    private readonly persisted: PersistStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @returns the rooms whose epoch is another now, of which nothing was stored */
  async store(batches: RoomBatch[]): Promise<string[]> {
    try {
      const { stale, conflicts } = await this.persisted.store(batches)
      for (const conflict of conflicts)
        this.logger.error({ ...conflict, alarm: 'conflict' }, 'clientId is stored under another seq')
      return stale
    } catch (error) {
      const state = sqlState(error)
      if (!state || !REFUSED.test(state)) throw error
      return this.halve(batches, state)
    }
  }

  private async halve(batches: RoomBatch[], state: string): Promise<string[]> {
    const [only, ...others] = batches
    if (!only) return []
    if (others.length > 0) {
      const middle = Math.ceil(batches.length / 2)
      const stale = await this.store(batches.slice(0, middle))
      return [...stale, ...(await this.store(batches.slice(middle)))]
    }
    const [row, ...rest] = only.rows
    if (!row) throw new Error(`PostgreSQL refused the cursors of room ${only.roomId}: ${state}`)
    if (rest.length === 0) {
      const { roomId, seq } = row.event
      this.logger.error({ roomId, seq, sqlState: state, alarm: 'quarantine' }, 'event set aside')
      await this.persisted.quarantine(row, state)
      return this.store([{ ...only, rows: [] }])
    }
    const middle = Math.ceil(only.rows.length / 2)
    const stale = await this.store([{ ...only, rows: only.rows.slice(0, middle), reads: [] }])
    // In order: an event may be about an earlier one.
    return stale.length > 0 ? stale : this.store([{ ...only, rows: only.rows.slice(middle) }])
  }
}

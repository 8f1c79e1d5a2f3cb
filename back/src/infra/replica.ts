import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { setTimeout as pause } from 'node:timers/promises'
import { CONFIG, type Config } from '../config.js'
import { ChatError, isUnavailable } from '../errors.js'
import { LOGGER, type Logger } from '../logger.js'
import { Batch } from './batch.js'
import { type Client, clientOf, Postgres } from './postgres.js'

const OPTIONS = { connections: 10, timeoutMs: 2_000 }
/** So often it is asked whether a replica that is a little behind has come up, before the primary is asked instead. */
const LOOKS = 3
const BETWEEN_LOOKS_MS = 15
/** One that was away or behind is left alone for so long. */
const LEFT_ALONE_MS = 1_000
/** All who ask at once ask as one. */
const NOW = 'now'

/** Reads that may be done by a replica, where there is one that has caught up. */
@Injectable()
export class Replica implements OnApplicationShutdown {
  private readonly client: Client | undefined
  private readonly committed = new Batch<string>({ everyMs: 0, ask: () => this.position() })
  private leftAloneUntilMs = 0

  constructor(
    private readonly postgres: Postgres,
    @Inject(CONFIG) { DATABASE_REPLICA_URL }: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    if (!DATABASE_REPLICA_URL) return
    const [client, pool] = clientOf(DATABASE_REPLICA_URL, OPTIONS)
    // An idle connection that breaks says so here, or ends the process.
    pool.on('error', (error) => this.leaveAlone(error))
    this.client = client
  }

  /**
   * Reads from a replica that has all that was committed before this call, else from the primary: what a client was told
   * is stored is never missing. `read` may run twice.
   */
  async read<T>(read: (client: Client) => Promise<T>): Promise<T> {
    const { client } = this
    if (client && performance.now() > this.leftAloneUntilMs) {
      try {
        if (await this.hasCaughtUp(client)) return await read(client)
        this.leaveAlone('behind')
      } catch (error) {
        // What we say ourselves we would say of any server.
        if (error instanceof ChatError || !isUnavailable(error)) throw error
        this.leaveAlone(error)
      }
    }
    return read(this.postgres.client)
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client?.$disconnect()
  }

  private async hasCaughtUp(client: Client): Promise<boolean> {
    const committed = await this.committed.of(NOW)
    if (committed === undefined) return false
    for (let look = 0; look < LOOKS; look++) {
      if (look > 0) await pause(BETWEEN_LOOKS_MS)
      // One that was promoted has a history of its own.
      const [row] = await client.$queryRaw<{ caughtUp: boolean | null }[]>`
        SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= ${committed}::pg_lsn AS "caughtUp"`
      if (row?.caughtUp) return true
    }
    return false
  }

  /** Where the primary's log ends: whatever was committed by now is before it. */
  private async position(): Promise<Map<string, string>> {
    const [row] = await this.postgres.client.$queryRaw<{ position: string }[]>`
      SELECT pg_current_wal_flush_lsn()::text AS position`
    return new Map(row ? [[NOW, row.position]] : [])
  }

  private leaveAlone(reason: unknown): void {
    this.leftAloneUntilMs = performance.now() + LEFT_ALONE_MS
    this.logger.warn({ err: reason }, 'the replica of the database is not read')
  }
}

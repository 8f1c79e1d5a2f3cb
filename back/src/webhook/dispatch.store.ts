import { Injectable } from '@nestjs/common'
import { Postgres } from '../infra/postgres.js'

export type Due = { id: string; round: number }
/** So many of one webhook are under way: one that never answers must not hold the others up. */
const PER_WEBHOOK = 20
const TAKEN_MAX = 200
const SWEPT_MAX = 2_000
/** Longer than any wait between two attempts: its job was lost. */
const LOST_AFTER_HOURS = 4
const KEPT_DAYS = 7

/** Which deliveries are due. */
@Injectable()
export class DispatchStore {
  constructor(private readonly postgres: Postgres) {}

  /** Hands on what is due, and marks it once that is done. Workers take different rows. @returns how many */
  handOn(give: (due: Due[]) => Promise<void>): Promise<number> {
    return this.postgres.transaction(async (tx) => {
      const due = await tx.$queryRaw<Due[]>`
        UPDATE webhook_delivery SET state = 'queued', touched_at = now() WHERE id IN (
          SELECT d.id FROM webhook_delivery d
          WHERE d.state = 'due' AND (SELECT count(*) FROM webhook_delivery q
            WHERE q.state = 'queued' AND q.webhook_id = d.webhook_id) < ${PER_WEBHOOK}
          ORDER BY d.created_at, d.seq LIMIT ${TAKEN_MAX} FOR UPDATE SKIP LOCKED)
        RETURNING id::text AS id, round`
      if (due.length > 0) await give(due)
      return due.length
    })
  }

  /** What lost its job is due again; what is old is forgotten. */
  async sweep(): Promise<void> {
    await this.postgres.client.$executeRaw`
      UPDATE webhook_delivery SET state = 'due', round = round + 1, touched_at = now()
      WHERE state = 'queued' AND touched_at < now() - make_interval(hours => ${LOST_AFTER_HOURS}::int)`
    await this.postgres.client.$executeRaw`
      DELETE FROM webhook_delivery WHERE id IN (
        SELECT id FROM webhook_delivery WHERE created_at < now() - make_interval(days => ${KEPT_DAYS}::int)
        LIMIT ${SWEPT_MAX})`
  }
}

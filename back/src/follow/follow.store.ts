import { Injectable } from '@nestjs/common'
import { Postgres } from '../infra/postgres.js'

export type FollowUp = { id: bigint; kind: 'notify' | 'preview'; roomId: string; seq: bigint }
const TAKEN_MAX = 500

@Injectable()
export class FollowStore {
  constructor(private readonly postgres: Postgres) {}

  /** Hands on what is due, and forgets it once that is done. Workers take different rows. @returns how many */
  handOn(give: (due: FollowUp[]) => Promise<void>): Promise<number> {
    return this.postgres.transaction(async (tx) => {
      const due = await tx.$queryRaw<FollowUp[]>`
        DELETE FROM follow_up WHERE id IN (
          SELECT id FROM follow_up ORDER BY id LIMIT ${TAKEN_MAX} FOR UPDATE SKIP LOCKED)
        RETURNING id, kind, room_id AS "roomId", seq`
      if (due.length > 0) await give(due)
      return due.length
    })
  }
}

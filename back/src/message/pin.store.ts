import { Injectable } from '@nestjs/common'
import { Postgres } from '../infra/postgres.js'

/** A pinned message, and the seq of the event that pinned it. */
export type Pin = { seq: number; pinSeq: number }

/** Stored pins. */
@Injectable()
export class PinStore {
  constructor(private readonly postgres: Postgres) {}

  /** The newest `take` that were pinned before `before`, but for those of `except`. */
  async page(roomId: string, before: number, { except, take }: { except: number[]; take: number }) {
    const rows = await this.postgres.client.$queryRaw<{ seq: bigint; pinSeq: bigint }[]>`
      SELECT seq, pin_seq AS "pinSeq" FROM message
      WHERE room_id = ${roomId}::uuid AND pinned AND pin_seq < ${before}::bigint AND seq <> ALL(${except}::bigint[])
      ORDER BY pin_seq DESC LIMIT ${take}`
    return rows.map((row): Pin => ({ seq: Number(row.seq), pinSeq: Number(row.pinSeq) }))
  }
}

import { Injectable } from '@nestjs/common'
import { Postgres } from '../infra/postgres.js'
import { FILE_COLUMNS } from './file.store.js'
import type { FileRow } from './file.view.js'

type Where = { state: string; before: Date; take: number }

/** Files that nobody sees to any more. */
@Injectable()
export class SweepStore {
  constructor(private readonly postgres: Postgres) {}

  /** Those whose state has not changed since `before`, the oldest first. */
  resting({ state, before, take }: Where): Promise<FileRow[]> {
    return this.postgres.client.file.findMany({
      where: { state, touchedAt: { lt: before } },
      orderBy: { touchedAt: 'asc' },
      select: FILE_COLUMNS,
      take,
    })
  }

  /** Refuses those that never came. */
  async expire(before: Date, take: number): Promise<FileRow[]> {
    const rows = await this.resting({ state: 'pending', before, take })
    return this.postgres.client.file.updateManyAndReturn({
      where: { id: { in: rows.map((row) => row.id) }, state: 'pending' },
      data: { state: 'refused', reason: 'expired', touchedAt: new Date() },
      select: FILE_COLUMNS,
    })
  }

  /** Gives up those that nobody used. */
  async dropUnused(before: Date, take: number): Promise<number> {
    return this.postgres.client.$executeRaw`
      UPDATE file SET state = 'gone', touched_at = now() WHERE id IN (
        SELECT f.id FROM file f
        WHERE f.state = 'clean' AND f.message_seq IS NULL AND f.purpose <> 'preview' AND f.touched_at < ${before}
          AND NOT EXISTS (SELECT 1 FROM app_user u WHERE u.avatar_file_id = f.id)
          AND NOT EXISTS (SELECT 1 FROM room r WHERE r.avatar_file_id = f.id)
        ORDER BY f.touched_at LIMIT ${take} FOR UPDATE OF f SKIP LOCKED)`
  }

  /** Those of the keys, of uploads or of files, that a row still speaks of. */
  async known(keys: string[]): Promise<Set<string>> {
    const rows = await this.postgres.client.$queryRaw<{ key: string }[]>`
      SELECT upload_key AS key FROM file
        WHERE upload_key = ANY(${keys}) AND state IN ('pending', 'checking', 'refused', 'gone')
      UNION SELECT key FROM file WHERE key = ANY(${keys})`
    return new Set(rows.map((row) => row.key))
  }
}

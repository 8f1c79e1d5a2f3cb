import { Injectable } from '@nestjs/common'
import { LIMITS } from '@papo/contract'
import { ChatError } from '../errors.js'
import { FILE_COLUMNS } from '../file/file.store.js'
import type { FileRow, Purpose, Refusal } from '../file/file.view.js'
import { Postgres, type Sql } from '../infra/postgres.js'

export type NewFile = {
  id: string
  purpose: Purpose
  roomId: string | undefined
  userId: string
  name: string
  type: string
  size: number
  uploadKey: string
  multipartId: string | undefined
}

// Names "how much this person may store" among the database's advisory locks of two keys.
const QUOTA_LOCK = 7_026_002
const RETRY_AFTER_MS = 5_000
const GIGABYTE = 1_073_741_824

@Injectable()
export class UploadStore {
  constructor(private readonly postgres: Postgres) {}

  /**
   * Notes a file that is to come, if there is space for it: one after another for each person.
   * @throws ChatError `too_large`, or `rate_limited` when too many are under way
   */
  async reserve({ roomId, multipartId, ...file }: NewFile, quotaBytes: number): Promise<void> {
    await this.postgres.transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${QUOTA_LOCK}::int, hashtext(${file.userId}))`
      const { used, open } = await this.stored(tx, file.userId)
      if (open >= LIMITS.uploadsOpenMax)
        throw new ChatError('rate_limited', 'Too many files at once: wait until some have come.', {
          retryAfterMs: RETRY_AFTER_MS,
        })
      if (used + file.size > quotaBytes)
        throw new ChatError('too_large', `All your files together may take ${inGigabytes(quotaBytes)}.`)
      await tx.file.create({ data: { ...file, roomId: roomId ?? null, multipartId: multipartId ?? null } })
    })
  }

  /** What a person's files take (bytes). */
  async usedBytes(userId: string): Promise<number> {
    return (await this.stored(this.postgres.client, userId)).used
  }

  of(userId: string, id: string): Promise<FileRow | null> {
    return this.postgres.client.file.findFirst({ where: { id, userId }, select: FILE_COLUMNS })
  }

  /** Once all its bytes have come. Nothing else happens to one that is not pending any more. */
  async startCheck(id: string): Promise<void> {
    const data = { state: 'checking', touchedAt: new Date() }
    await this.postgres.client.file.updateMany({ where: { id, state: 'pending' }, data })
  }

  async refuse(id: string, reason: Refusal): Promise<void> {
    const data = { state: 'refused', reason, touchedAt: new Date() }
    await this.postgres.client.file.updateMany({ where: { id, state: 'pending' }, data })
  }

  /** Gives up a file that is in no message and nobody's picture. @returns undefined if there is none such */
  async cancel(userId: string, id: string): Promise<FileRow | undefined> {
    const rows = await this.postgres.client.$queryRaw<{ id: string }[]>`
      UPDATE file SET state = 'gone', touched_at = now()
      WHERE id = ${id}::uuid AND user_id = ${userId}::uuid AND state <> 'gone'
        AND message_seq IS NULL AND client_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM app_user u WHERE u.avatar_file_id = file.id)
        AND NOT EXISTS (SELECT 1 FROM room r WHERE r.avatar_file_id = file.id)
      RETURNING id`
    return rows.length > 0 ? ((await this.of(userId, id)) ?? undefined) : undefined
  }

  private async stored(tx: Sql, userId: string): Promise<{ used: number; open: number }> {
    const [row] = await tx.$queryRaw<{ used: bigint; open: bigint }[]>`
      SELECT COALESCE(sum(GREATEST(size, stored_bytes)), 0)::bigint AS used,
        count(*) FILTER (WHERE state <> 'clean') AS open
      FROM file WHERE user_id = ${userId}::uuid AND state IN ('pending', 'checking', 'clean')`
    return { used: Number(row?.used ?? 0), open: Number(row?.open ?? 0) }
  }
}

const inGigabytes = (bytes: number) => `${Number((bytes / GIGABYTE).toPrecision(2))} GB`

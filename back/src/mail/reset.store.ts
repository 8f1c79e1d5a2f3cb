import { Injectable } from '@nestjs/common'
import { Postgres, type Sql } from '../infra/postgres.js'
import type { Language } from './mail.texts.js'

export type Holder = { id: string; displayName: string; language: Language | null }

/** Links that set a new password. Only hashes of them are kept, and of each person only the newest. */
@Injectable()
export class ResetStore {
  constructor(private readonly postgres: Postgres) {}

  async byEmail(email: string): Promise<Holder | undefined> {
    const [row] = await this.postgres.client.$queryRaw<Holder[]>`
      SELECT id::text, display_name AS "displayName", settings->>'language' AS language
      FROM app_user WHERE email = ${email} AND banned_at IS NULL AND NOT bot`
    return row
  }

  /** Those that were made before open nothing any more. */
  async replace(userId: string, tokenHash: string, lifeSeconds: number): Promise<void> {
    await this.postgres.transaction(async (tx) => {
      // Of two at once the later one stays.
      await tx.$executeRaw`SELECT 1 FROM app_user WHERE id = ${userId}::uuid FOR UPDATE`
      await tx.passwordReset.deleteMany({ where: { userId } })
      await tx.$executeRaw`
        INSERT INTO password_reset (token_hash, user_id, expires_at)
        VALUES (${tokenHash}, ${userId}::uuid, now() + ${lifeSeconds} * interval '1 second')`
    })
  }

  /** Whose it is; undefined if it opens nothing (any more). */
  async holderOf(tokenHash: string): Promise<string | undefined> {
    const [row] = await this.postgres.client.$queryRaw<{ userId: string }[]>`
      SELECT user_id::text AS "userId" FROM password_reset
      WHERE token_hash = ${tokenHash} AND used_at IS NULL AND expires_at > now()`
    return row?.userId
  }

  /** @returns whether it was this call that used it */
  async use(
    tx: Sql,
    { tokenHash, passwordHash }: { tokenHash: string; passwordHash: string },
  ): Promise<boolean> {
    const used = await tx.$queryRaw<{ userId: string }[]>`
      UPDATE password_reset SET used_at = now()
      WHERE token_hash = ${tokenHash} AND used_at IS NULL AND expires_at > now()
      RETURNING user_id::text AS "userId"`
    const [holder] = used
    if (!holder) return false
    await tx.user.update({ where: { id: holder.userId }, data: { passwordHash } })
    return true
  }
}

import { Injectable } from '@nestjs/common'
import { Postgres, type Sql } from '../infra/postgres.js'

/** A secret that no code was shown of yet counts for so long. */
const PENDING_SECONDS = 600

/** What asks for a code when someone logs in. */
@Injectable()
export class SecondFactorStore {
  constructor(private readonly postgres: Postgres) {}

  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
    return this.postgres.transaction(work)
  }

  async status(userId: string): Promise<{ since: Date; codesLeft: number } | undefined> {
    const row = await this.postgres.client.secondFactor.findFirst({
      where: { userId, confirmedAt: { not: null } },
      select: { confirmedAt: true, _count: { select: { codes: { where: { usedAt: null } } } } },
    })
    return row?.confirmedAt ? { since: row.confirmedAt, codesLeft: row._count.codes } : undefined
  }

  /** The encrypted secret of a factor that is on. */
  async secretOf(userId: string): Promise<string | undefined> {
    const where = { userId, confirmedAt: { not: null } }
    return (await this.postgres.client.secondFactor.findFirst({ where, select: { secret: true } }))?.secret
  }

  /** The encrypted secret that waits for its first code. */
  async pendingOf(userId: string): Promise<string | undefined> {
    const [row] = await this.postgres.client.$queryRaw<{ secret: string }[]>`
      SELECT secret FROM second_factor WHERE user_id = ${userId}::uuid AND confirmed_at IS NULL
        AND created_at > now() - make_interval(secs => ${PENDING_SECONDS}::int)`
    return row?.secret
  }

  /** @returns false where one is on already */
  async begin(userId: string, secret: string): Promise<boolean> {
    const begun = await this.postgres.client.$executeRaw`
      INSERT INTO second_factor (user_id, secret) VALUES (${userId}::uuid, ${secret})
      ON CONFLICT (user_id) DO UPDATE SET secret = ${secret}, created_at = now(), last_step = 0
      WHERE second_factor.confirmed_at IS NULL`
    return begun === 1
  }

  /** Turns it on, if it is still this secret that waits. */
  async confirm(tx: Sql, { userId, secret, step }: { userId: string; secret: string; step: number }) {
    const where = { userId, secret, confirmedAt: null }
    const data = { confirmedAt: new Date(), lastStep: step }
    return (await tx.secondFactor.updateMany({ where, data })).count === 1
  }

  /** Each period's code counts once, whichever instance it is shown to. @returns whether this was that once */
  async take(userId: string, step: number): Promise<boolean> {
    const where = { userId, confirmedAt: { not: null }, lastStep: { lt: step } }
    const taken = await this.postgres.client.secondFactor.updateMany({ where, data: { lastStep: step } })
    return taken.count === 1
  }

  async useRecoveryCode(tx: Sql, userId: string, hash: string): Promise<boolean> {
    const where = { userId, hash, usedAt: null, factor: { confirmedAt: { not: null } } }
    return (await tx.recoveryCode.updateMany({ where, data: { usedAt: new Date() } })).count === 1
  }

  /** Instead of all that there were. @returns false where no factor is on */
  async replaceCodes(tx: Sql, userId: string, hashes: string[]): Promise<boolean> {
    const locked = await tx.$queryRaw<object[]>`
      SELECT 1 FROM second_factor WHERE user_id = ${userId}::uuid AND confirmed_at IS NOT NULL FOR UPDATE`
    if (locked.length === 0) return false
    await tx.recoveryCode.deleteMany({ where: { userId } })
    await tx.recoveryCode.createMany({ data: hashes.map((hash) => ({ userId, hash })) })
    return true
  }

  /** @returns whether it was on */
  async remove(tx: Sql, userId: string): Promise<boolean> {
    const rows = await tx.$queryRaw<{ on: boolean }[]>`
      DELETE FROM second_factor WHERE user_id = ${userId}::uuid RETURNING confirmed_at IS NOT NULL AS on`
    return rows[0]?.on ?? false
  }
}

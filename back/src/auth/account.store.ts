import { Injectable } from '@nestjs/common'
import { Postgres, type Sql } from '../infra/postgres.js'
import { SELF_COLUMNS, type SelfRow } from '../user/user.view.js'

export type Account = SelfRow & { passwordHash: string; bannedAt: Date | null }
export type NewAccount = Pick<Account, 'id' | 'username' | 'email' | 'displayName' | 'passwordHash'>

const COLUMNS = { ...SELF_COLUMNS, passwordHash: true, bannedAt: true } as const
/** Registrations come one after another, so that exactly one of them is the first. */
const REGISTRATION_LOCK = 7_207_001

@Injectable()
export class AccountStore {
  constructor(private readonly postgres: Postgres) {}

  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
    return this.postgres.transaction(work)
  }

  /** A username holds no `@` and an email always does, so at most one account is meant. */
  byLogin(login: string): Promise<Account | null> {
    const where = { OR: [{ username: login }, { email: login }] }
    return this.postgres.client.user.findFirst({ where, select: COLUMNS })
  }

  byId(id: string): Promise<Account | null> {
    return this.postgres.client.user.findUnique({ where: { id }, select: COLUMNS })
  }

  /** The first account owns the installation. @returns the field that is taken, if one is */
  async create(tx: Sql, account: NewAccount): Promise<Account | 'username' | 'email'> {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${REGISTRATION_LOCK}::bigint)`
    const { username, email } = account
    const where = { OR: [{ username }, { email }] }
    const other = await tx.user.findFirst({ where, select: { username: true } })
    if (other) return other.username === username ? 'username' : 'email'
    const someone = await tx.user.findFirst({ select: { id: true } })
    return tx.user.create({ data: { ...account, role: someone ? 'member' : 'owner' }, select: COLUMNS })
  }

  /** @returns whether `before` was still the password */
  async setPassword(tx: Sql, change: { userId: string; before: string; after: string }): Promise<boolean> {
    const { userId: id, before: passwordHash, after } = change
    const changed = await tx.user.updateMany({ where: { id, passwordHash }, data: { passwordHash: after } })
    return changed.count === 1
  }

  async setBanned(tx: Sql, userId: string): Promise<void> {
    await tx.$executeRaw`UPDATE app_user SET banned_at = now() WHERE id = ${userId}::uuid AND banned_at IS NULL`
  }
}

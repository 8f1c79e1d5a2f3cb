import { Injectable } from '@nestjs/common'
import { Postgres, type Sql } from '../infra/postgres.js'
import { SELF_COLUMNS, type SelfRow } from '../user/user.view.js'

export type Account = SelfRow & { passwordHash: string; bannedAt: Date | null }
export type NewAccount = Pick<
  Account,
  'id' | 'username' | 'email' | 'displayName' | 'passwordHash' | 'role'
> & {
  bot?: true
}

/** In place of a hash: nobody logs in by a password. */
export const NO_PASSWORD = '!'
const COLUMNS = { ...SELF_COLUMNS, passwordHash: true, bannedAt: true } as const
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

  byId(id: string, sql: Sql = this.postgres.client): Promise<Account | null> {
    return sql.user.findUnique({ where: { id }, select: COLUMNS })
  }

  /** @returns the field that is taken, if one is */
  async create(tx: Sql, account: NewAccount): Promise<Account | 'username' | 'email'> {
    const { username, email } = account
    const where = { OR: [{ username }, { email }] }
    const other = await tx.user.findFirst({ where, select: { username: true } })
    if (other) return other.username === username ? 'username' : 'email'
    return tx.user.create({ data: account, select: COLUMNS })
  }

  /** @returns whether `before` was still the password */
  async setPassword(tx: Sql, change: { userId: string; before: string; after: string }): Promise<boolean> {
    const { userId: id, before: passwordHash, after } = change
    const changed = await tx.user.updateMany({ where: { id, passwordHash }, data: { passwordHash: after } })
    return changed.count === 1
  }
}

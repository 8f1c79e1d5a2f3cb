import { Injectable } from '@nestjs/common'
import { Postgres } from '../infra/postgres.js'
import { literalLike } from '../room/cursor.js'
import { SELF_COLUMNS, type SelfRow, USER_COLUMNS, type UserRow } from './user.view.js'

export type UserQuery = { q?: string; ids?: string[]; after?: string; take: number }
export type ProfileChange = { displayName?: string; statusText?: string }

@Injectable()
export class UserStore {
  constructor(private readonly postgres: Postgres) {}

  /** Ascending by username; nobody who is banned. */
  list({ q, ids, after, take }: UserQuery): Promise<UserRow[]> {
    // Prisma hands % and _ on to LIKE as they are.
    const part = q ? { contains: literalLike(q), mode: 'insensitive' as const } : undefined
    return this.postgres.client.user.findMany({
      where: {
        bannedAt: null,
        ...(ids ? { id: { in: ids } } : {}),
        ...(after === undefined ? {} : { username: { gt: after } }),
        ...(part ? { OR: [{ username: part }, { displayName: part }] } : {}),
      },
      orderBy: { username: 'asc' },
      select: USER_COLUMNS,
      take,
    })
  }

  byId(id: string): Promise<UserRow | null> {
    return this.postgres.client.user.findUnique({ where: { id }, select: USER_COLUMNS })
  }

  /** @returns null if there is no such user */
  async update(id: string, change: ProfileChange): Promise<SelfRow | null> {
    const select = SELF_COLUMNS
    const [row] = await this.postgres.client.user.updateManyAndReturn({ where: { id }, data: change, select })
    return row ?? null
  }
}

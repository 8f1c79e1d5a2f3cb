import { Injectable } from '@nestjs/common'
import { Postgres } from '../infra/postgres.js'
import { USER_COLUMNS, type UserRow } from '../user/user.view.js'

@Injectable()
export class BanStore {
  constructor(private readonly postgres: Postgres) {}

  /** Who is banned from a room, by user id, after `after`. */
  page(roomId: string, after: string | undefined, take: number): Promise<UserRow[]> {
    return this.postgres.client.user.findMany({
      where: { memberships: { some: { roomId, state: 'banned' } }, ...(after ? { id: { gt: after } } : {}) },
      orderBy: { id: 'asc' },
      select: USER_COLUMNS,
      take,
    })
  }
}

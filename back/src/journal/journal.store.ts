import { Injectable } from '@nestjs/common'
import type { JournalEntry } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { Postgres, type Sql } from '../infra/postgres.js'
import { toUser, USER_COLUMNS } from '../user/user.view.js'

export type Line = Pick<JournalEntry, 'action' | 'detail'> & { actorId?: string; userId?: string }
type Query = { action?: string | undefined; before?: string | undefined; take: number }

/** What concerns the whole installation. Neither bodies nor tokens belong into `detail`. */
@Injectable()
export class JournalStore {
  constructor(private readonly postgres: Postgres) {}

  /** In the transaction of what it tells of, where there is one. */
  async write({ action, actorId, userId, detail }: Line, tx: Sql = this.postgres.client): Promise<void> {
    const about = { actorId: actorId ?? null, userId: userId ?? null }
    await tx.journalEntry.create({ data: { id: uuidv7(), action, ...about, ...(detail ? { detail } : {}) } })
  }

  /** The latest first, before `before`. */
  async page({ action, before, take }: Query): Promise<JournalEntry[]> {
    const rows = await this.postgres.client.journalEntry.findMany({
      where: { ...(action ? { action } : {}), ...(before ? { id: { lt: before } } : {}) },
      orderBy: { id: 'desc' },
      take,
    })
    const ids = [...new Set(rows.flatMap(({ actorId, userId }) => [actorId, userId]))].filter(
      (id) => id !== null,
    )
    const found = await this.postgres.client.user.findMany({
      where: { id: { in: ids } },
      select: USER_COLUMNS,
    })
    const people = new Map(found.map((row) => [row.id, toUser(row)]))
    return rows.map((row) => {
      const actor = row.actorId ? people.get(row.actorId) : undefined
      const user = row.userId ? people.get(row.userId) : undefined
      const entry = { id: row.id, at: row.at.toISOString(), action: row.action as JournalEntry['action'] }
      const detail = row.detail ? { detail: row.detail as NonNullable<JournalEntry['detail']> } : {}
      return { ...entry, ...(actor ? { actor } : {}), ...(user ? { user } : {}), ...detail }
    })
  }
}

import { Injectable } from '@nestjs/common'
import type { AuditEntry } from '@papo/contract'
import { Postgres } from '../infra/postgres.js'
import { toUser, USER_COLUMNS } from '../user/user.view.js'

@Injectable()
export class AuditStore {
  constructor(private readonly postgres: Postgres) {}

  /** The measures taken in a room, the latest first, before `before`. Written by `LockedRoom` and by the worker. */
  async page(roomId: string, before: string | undefined, take: number): Promise<AuditEntry[]> {
    const rows = await this.postgres.client.auditEntry.findMany({
      where: { roomId, ...(before ? { id: { lt: before } } : {}) },
      orderBy: { id: 'desc' },
      take,
    })
    const ids = [...new Set(rows.flatMap((row) => [row.actorId, ...(row.userId ? [row.userId] : [])]))]
    const found = await this.postgres.client.user.findMany({
      where: { id: { in: ids } },
      select: USER_COLUMNS,
    })
    const people = new Map(found.map((row) => [row.id, toUser(row)]))
    return rows.map(({ id, at, action, actorId, userId, detail }) => {
      const user = userId ? { user: people.get(userId) ?? someone(userId) } : {}
      const entry = { id, at: at.toISOString(), action, actor: people.get(actorId) ?? someone(actorId) }
      return { ...entry, ...user, ...(detail ? { detail } : {}) } as AuditEntry
    })
  }
}

/** Of whom nothing is left but what they did. */
const someone = (id: string) => ({ id, username: '', displayName: '', role: 'member' as const })

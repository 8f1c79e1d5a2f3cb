import { Injectable } from '@nestjs/common'
import type { DataExport } from '@papo/contract'
import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { Postgres, Prisma } from '../infra/postgres.js'

/** Of a walk through one's rooms: the room, and the last of one's messages in it that is written. */
export type Place = { roomId: string; clientId: string }
export type Export = {
  id: string
  userId: string
  key: string
  parts: number
  cursor: unknown
}

const KEPT_DAYS = 7
const COLUMNS = { id: true, userId: true, key: true, parts: true, cursor: true } as const

@Injectable()
export class ExportStore {
  constructor(private readonly postgres: Postgres) {}

  async of(userId: string): Promise<DataExport[]> {
    const rows = await this.postgres.client.dataExport.findMany({
      where: { userId, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] },
      orderBy: { id: 'desc' },
      take: 20,
    })
    return rows.map(({ id, state, createdAt, expiresAt, parts, bytes }) => ({
      ...{ id, state: state === 'ready' ? 'ready' : 'waiting', createdAt: createdAt.toISOString() },
      ...(expiresAt ? { expiresAt: expiresAt.toISOString() } : {}),
      ...{ parts, bytes: Number(bytes) },
    }))
  }

  async create(userId: string): Promise<string> {
    const [id, key] = [uuidv7(), `exports/${randomBytes(20).toString('hex')}`]
    await this.postgres.client.dataExport.create({ data: { id, userId, key } })
    return id
  }

  /** Where a part lies, for its owner, while it can be fetched. */
  async keyOf(userId: string, id: string, part: number): Promise<string | undefined> {
    const row = await this.postgres.client.dataExport.findFirst({
      where: { id, userId, state: 'ready', parts: { gte: part }, expiresAt: { gt: new Date() } },
      select: { key: true },
    })
    return row && part >= 1 ? `${row.key}/${part}` : undefined
  }

  waiting(take: number): Promise<Export[]> {
    const where = { state: 'waiting', user: { deletedAt: null } }
    return this.postgres.client.dataExport.findMany({ where, orderBy: { id: 'asc' }, take, select: COLUMNS })
  }

  /** One more part is written; of several workers on one export the first counts. @returns whether it was this one */
  async wrote({ id, parts }: Export, bytes: number, cursor: Place | null): Promise<boolean> {
    const { count } = await this.postgres.client.dataExport.updateMany({
      where: { id, parts, state: 'waiting' },
      data: { parts: parts + 1, bytes: { increment: bytes }, cursor: cursor ?? Prisma.DbNull },
    })
    return count === 1
  }

  async finish(id: string): Promise<void> {
    await this.postgres.client.$executeRaw`
      UPDATE data_export SET state = 'ready', cursor = NULL, expires_at = now() + make_interval(days => ${KEPT_DAYS}::int)
      WHERE id = ${id}::uuid AND state = 'waiting'`
  }

  /** Those whose time is over, or whose person is gone. */
  over(take: number): Promise<Export[]> {
    return this.postgres.client.dataExport.findMany({
      where: { OR: [{ expiresAt: { lt: new Date() } }, { user: { deletedAt: { not: null } } }] },
      select: COLUMNS,
      take,
    })
  }

  async forget(id: string): Promise<void> {
    await this.postgres.client.dataExport.deleteMany({ where: { id } })
  }
}

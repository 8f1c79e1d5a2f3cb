import { Injectable } from '@nestjs/common'
import { FILE_COLUMNS } from '../file/file.store.js'
import type { FileRow, Refusal } from '../file/file.view.js'
import { Postgres } from '../infra/postgres.js'

export type Found = {
  key: string
  name: string
  type: string
  size: number
  width?: number
  height?: number
  blur?: string
  /** With all thumbnails. */
  storedBytes: number
}

/** Files while they are checked. Of several workers on one file, the first to settle it has. */
@Injectable()
export class CheckStore {
  constructor(private readonly postgres: Postgres) {}

  /** @returns the file, if it is to be checked, and how many checks of it began without an end before */
  async begin(id: string): Promise<{ file: FileRow; failed: number } | undefined> {
    const [row] = await this.postgres.client.file.updateManyAndReturn({
      where: { id, state: 'checking' },
      data: { checks: { increment: 1 } },
      select: { ...FILE_COLUMNS, checks: true },
    })
    if (!row) return undefined
    const { checks, ...file } = row
    return { file, failed: checks - 1 }
  }

  /** A check that ended for want of a store is not the file's fault. */
  async forgive(id: string): Promise<void> {
    const where = { id, state: 'checking', checks: { gt: 0 } }
    await this.postgres.client.file.updateMany({ where, data: { checks: { decrement: 1 } } })
  }

  /** @returns whether it was still to be settled */
  async settle(id: string, outcome: Found | Refusal): Promise<boolean> {
    const change =
      typeof outcome === 'string' ? { state: 'refused', reason: outcome } : { state: 'clean', ...outcome }
    const where = { id, state: 'checking' }
    const { count } = await this.postgres.client.file.updateMany({
      where,
      data: { ...change, touchedAt: new Date() },
    })
    return count > 0
  }
}

import { Injectable } from '@nestjs/common'
import { Postgres } from '../infra/postgres.js'
import type { FileRow } from './file.view.js'

/** What is read of a file. */
export const FILE_COLUMNS = {
  ...{ id: true, purpose: true, roomId: true, userId: true, name: true, type: true, size: true },
  ...{ state: true, reason: true, uploadKey: true, multipartId: true, key: true },
  ...{ width: true, height: true, blur: true, messageSeq: true, clientId: true },
} as const

@Injectable()
export class FileStore {
  constructor(private readonly postgres: Postgres) {}

  byId(id: string): Promise<FileRow | null> {
    return this.postgres.client.file.findUnique({ where: { id }, select: FILE_COLUMNS })
  }

  /** What is to be erased is erased. */
  async forget(ids: string[]): Promise<void> {
    const where = { id: { in: ids }, state: { in: ['gone', 'refused'] } }
    await this.postgres.client.file.deleteMany({ where })
  }
}

import { Injectable } from '@nestjs/common'
import { Postgres } from '../infra/postgres.js'
import { FILE_COLUMNS } from './file.store.js'
import type { FileRow } from './file.view.js'

export type Place = { roomId: string; userId: string; clientId: string }

const NOT_ALL = new Error('not all of the files')

@Injectable()
export class AttachmentStore {
  constructor(private readonly postgres: Postgres) {}

  /** Puts files into a message, all of them or none: clean ones of its author, meant for its room and in no message yet. */
  async take({ roomId, userId, clientId }: Place, ids: string[]): Promise<FileRow[] | undefined> {
    try {
      return await this.postgres.transaction(async (tx) => {
        const rows = await tx.file.updateManyAndReturn({
          where: {
            ...{ id: { in: ids }, roomId, userId },
            purpose: 'message',
            state: 'clean',
            messageSeq: null,
          },
          data: { clientId, touchedAt: new Date() },
          select: FILE_COLUMNS,
        })
        if (rows.length < ids.length) throw NOT_ALL
        return rows
      })
    } catch (error) {
      if (error === NOT_ALL) return undefined
      throw error
    }
  }

  async giveBack({ roomId, userId, clientId }: Place): Promise<void> {
    const where = { roomId, userId, clientId, messageSeq: null }
    await this.postgres.client.file.updateMany({ where, data: { clientId: null } })
  }
}

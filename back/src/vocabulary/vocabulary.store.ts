import { Injectable } from '@nestjs/common'
import { Postgres } from '../infra/postgres.js'

export type Named = { id: string; username: string; displayName: string }

/** What other vocabularies say with each message, and ours does not. */
@Injectable()
export class VocabularyStore {
  constructor(private readonly postgres: Postgres) {}

  async names(userIds: string[]): Promise<Map<string, Named>> {
    const rows = await this.postgres.client.$queryRaw<Named[]>`
      SELECT id::text AS id, username, display_name AS "displayName" FROM app_user WHERE id = ANY(${userIds}::uuid[])`
    return new Map(rows.map((row) => [row.id, row]))
  }

  /** Whether a room is direct, which it is or is not for all its life. */
  async isDirect(roomId: string): Promise<boolean> {
    const rows = await this.postgres.client.$queryRaw<unknown[]>`
      SELECT 1 FROM room WHERE id = ${roomId}::uuid AND kind = 'direct'`
    return rows.length > 0
  }
}

import { Injectable } from '@nestjs/common'
import { ChatError } from '../errors.js'
import type { Sql } from '../infra/postgres.js'

/** Who may begin a conversation with whom. */
@Injectable()
export class DirectoryStore {
  /**
   * To be asked in the transaction that makes a direct room; those that there are go on. The default room, where
   * everyone is, makes nobody acquainted.
   * @throws ChatError `forbidden`, which does not say who of them it is
   */
  async requireOpen(tx: Sql, userId: string, others: string[]): Promise<void> {
    const closed = await tx.$queryRaw<object[]>`
      SELECT 1 FROM app_user u
      WHERE u.id = ANY(${others}::uuid[]) AND u.settings->>'directFrom' IN ('acquainted', 'contacts')
        AND NOT EXISTS (SELECT 1 FROM contact c
          WHERE c.user_id = u.id AND c.other_id = ${userId}::uuid AND c.state = 'contact')
        AND NOT (u.settings->>'directFrom' = 'acquainted' AND EXISTS (
          SELECT 1 FROM membership a JOIN membership b ON b.room_id = a.room_id JOIN room r ON r.id = a.room_id
          WHERE a.user_id = u.id AND a.state = 'active' AND b.user_id = ${userId}::uuid AND b.state = 'active'
            AND r.kind <> 'direct' AND NOT r.is_default AND r.deleted_at IS NULL))
      LIMIT 1`
    if (closed.length > 0) throw new ChatError('forbidden', 'You cannot begin a conversation with them.')
  }
}

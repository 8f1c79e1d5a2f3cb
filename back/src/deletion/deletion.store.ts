import { Injectable } from '@nestjs/common'
import { ChatError } from '../errors.js'
import { Postgres, type Sql } from '../infra/postgres.js'

// The one by which administrators' decisions about roles come one after another.
const ADMINISTRATION_LOCK = 7_207_002

/** What is left of a person who is gone: an id, under which their messages stand. */
@Injectable()
export class DeletionStore {
  constructor(private readonly postgres: Postgres) {}

  /** @throws ChatError `forbidden`: an installation keeps an owner */
  async refuseLastOwner(userId: string, tx: Sql = this.postgres.client): Promise<void> {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ADMINISTRATION_LOCK}::bigint)`
    const rows = await tx.$queryRaw<{ last: boolean }[]>`
      SELECT u.role = 'owner' AND NOT EXISTS (SELECT 1 FROM app_user o
        WHERE o.role = 'owner' AND o.id <> u.id AND o.banned_at IS NULL) AS last
      FROM app_user u WHERE u.id = ${userId}::uuid`
    if (rows[0]?.last)
      throw new ChatError('forbidden', 'You are the only owner here: make another one first.')
  }

  /** But for direct rooms, which keep their people: the others go on seeing who it was they talked with: nobody any more. */
  async roomsOf(userId: string): Promise<string[]> {
    const rows = await this.postgres.client.$queryRaw<{ id: string }[]>`
      SELECT r.id FROM membership m JOIN room r ON r.id = m.room_id
      WHERE m.user_id = ${userId}::uuid AND m.state = 'active' AND r.kind <> 'direct' AND r.deleted_at IS NULL`
    return rows.map((row) => row.id)
  }

  /** Nothing here says any more who they were, and nobody can log in. */
  async anonymise(userId: string, { erase }: { erase: boolean }, tx: Sql): Promise<void> {
    const name = `deleted-${userId.replaceAll('-', '').slice(-24)}`
    await tx.$executeRaw`
      UPDATE file SET state = 'gone', touched_at = now()
      WHERE user_id = ${userId}::uuid AND state IN ('clean', 'refused', 'pending', 'checking')
        AND (purpose = 'avatar' OR (purpose = 'message' AND message_seq IS NULL AND client_id IS NULL))`
    await tx.$executeRaw`
      UPDATE app_user SET username = ${name}, email = ${`${name}@deleted.invalid`}, display_name = '', password_hash = '!',
        role = 'member', status_text = '', status_emoji = '', settings = '{}', avatar_file_id = NULL, digest_at = NULL,
        last_seen_at = NULL, banned_at = COALESCE(banned_at, now()), deleted_at = now(), erasing = ${erase}
      WHERE id = ${userId}::uuid`
    await this.forgetTraces(userId, tx)
  }

  private async forgetTraces(userId: string, tx: Sql): Promise<void> {
    const where = { userId }
    await tx.pushSubscription.deleteMany({ where })
    await tx.passwordReset.deleteMany({ where })
    await tx.secondFactor.deleteMany({ where })
    await tx.externalIdentity.deleteMany({ where })
    await tx.block.deleteMany({ where })
    await tx.contact.deleteMany({ where: { OR: [{ userId }, { otherId: userId }] } })
    await tx.mention.deleteMany({ where })
    await tx.session.updateMany({ where, data: { userAgent: '' } })
    await tx.membership.updateMany({ where, data: { pinned: false, muted: false, notify: 'default' } })
    await tx.$executeRaw`UPDATE invite SET revoked_at = now() WHERE created_by = ${userId}::uuid AND revoked_at IS NULL`
  }
}

import { Injectable } from '@nestjs/common'
import type { InstallationSettings } from '@papo/contract'
import { SettingStore } from '../admin/setting.store.js'
import { ChatError } from '../errors.js'
import { Postgres, type Sql } from '../infra/postgres.js'

type Mode = InstallationSettings['registration']
/** Of someone who may make an account: whether they are the first, and the room that their invite leads to. */
export type Admission = { first: boolean; roomId?: string }

/** Registrations come one after another, so that exactly one of them is the first. */
const REGISTRATION_LOCK = 7_207_001

/** Who may make an account. */
@Injectable()
export class RegistrationStore {
  constructor(
    private readonly postgres: Postgres,
    private readonly settings: SettingStore,
  ) {}

  async mode(sql: Sql = this.postgres.client): Promise<Mode> {
    if (await this.isFirst(sql)) return 'open'
    return (await this.settings.read(sql)).registration ?? 'open'
  }

  /**
   * Within the transaction that makes the account. Where one must be invited, this is a use of the invite: so a
   * link for one person makes one account.
   * @throws ChatError `forbidden` naming `invite`
   */
  async admit(tx: Sql, code: string | undefined): Promise<Admission> {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${REGISTRATION_LOCK}::bigint)`
    const first = await this.isFirst(tx)
    if (first || (await this.mode(tx)) === 'open') return { first }
    const roomId = code && (await this.use(tx, code))
    if (!roomId) throw uninvited(code)
    return { first, roomId }
  }

  private async isFirst(sql: Sql): Promise<boolean> {
    return (await sql.user.findFirst({ select: { id: true } })) === null
  }

  private async use(tx: Sql, code: string): Promise<string | undefined> {
    const [row] = await tx.$queryRaw<{ roomId: string }[]>`
      UPDATE invite i SET uses = uses + 1 FROM room r
      WHERE i.code = ${code} AND i.revoked_at IS NULL AND (i.expires_at IS NULL OR i.expires_at > now())
        AND (i.max_uses IS NULL OR i.uses < i.max_uses) AND r.id = i.room_id AND r.deleted_at IS NULL
      RETURNING i.room_id AS "roomId"`
    return row?.roomId
  }
}

function uninvited(code: string | undefined): ChatError {
  const message = code ? 'is not valid any more' : 'is needed'
  return new ChatError('forbidden', 'One needs an invitation to make an account here.', {
    issues: [{ path: 'invite', message }],
  })
}

import { Injectable } from '@nestjs/common'
import type { InstallationSettings } from '@papo/contract'
import { SettingStore } from '../admin/setting.store.js'
import { ChatError } from '../errors.js'
import { Postgres, type Sql } from '../infra/postgres.js'
import { InviteStore } from '../invite/invite.store.js'

/** Who made it, and where it leads. */
export type UsedInvite = { id: string; roomId: string; createdBy: string }
type Mode = InstallationSettings['registration']
/** Of someone who may make an account: whether they are the first, and the invite that they came by. */
export type Admission = { first: boolean; invite?: UsedInvite }

/** Registrations come one after another, so that exactly one of them is the first. */
const REGISTRATION_LOCK = 7_207_001

/** Who may make an account. */
@Injectable()
export class RegistrationStore {
  constructor(
    private readonly postgres: Postgres,
    private readonly settings: SettingStore,
    private readonly invites: InviteStore,
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
    const invite = code && (await this.invites.byCode(code, tx))
    if (!invite || !(await this.invites.use(tx, invite.id))) throw uninvited(code)
    return { first, invite }
  }

  private async isFirst(sql: Sql): Promise<boolean> {
    return (await sql.user.findFirst({ select: { id: true } })) === null
  }
}

function uninvited(code: string | undefined): ChatError {
  const message = code ? 'is not valid any more' : 'is needed'
  return new ChatError('forbidden', 'One needs an invitation to make an account here.', {
    issues: [{ path: 'invite', message }],
  })
}

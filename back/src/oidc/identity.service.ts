import { Injectable } from '@nestjs/common'
import type { Request, Response } from '@papo/contract'
import { AccountStore, NO_PASSWORD } from '../auth/account.store.js'
import { refuseBreached } from '../auth/breached.js'
import type { Identity } from '../auth/identity.js'
import { PasswordHasher } from '../auth/password.hasher.js'
import { unauthenticated } from '../auth/token.js'
import { ChatError, notFound } from '../errors.js'
import { JournalStore } from '../journal/journal.store.js'
import { OwnPassword } from '../second-factor/own.password.js'
import { SessionService } from '../session/session.service.js'
import type { Flow } from './flow.store.js'
import { IdentityStore } from './identity.store.js'
import { OidcRefusal } from './oidc.refusal.js'
import { labelOf } from './profile.js'
import type { Proof } from './provider.js'

/** Who has just logged in needs not be asked again who they are. */
const FRESH_SECONDS = 600

/** By what someone logs in: the identities that are linked to an account, and its password. */
@Injectable()
export class IdentityService {
  constructor(
    private readonly store: IdentityStore,
    private readonly accounts: AccountStore,
    private readonly ownPassword: OwnPassword,
    private readonly sessions: SessionService,
    private readonly hasher: PasswordHasher,
    private readonly journal: JournalStore,
  ) {}

  async list({ userId }: Identity): Promise<Response<'identities'>> {
    const [rows, password] = await Promise.all([this.store.of(userId), this.store.hasPassword(userId)])
    const items = rows.map(({ id, issuer, name, linkedAt, lastUsedAt }) => ({
      ...{ id, issuer, name },
      linkedAt: linkedAt.toISOString(),
      lastUsedAt: lastUsedAt.toISOString(),
    }))
    return { items, password }
  }

  /** A session that somebody stole must not grow into a way of their own. @throws ChatError */
  async requireSelf({ userId, sessionId }: Identity, password = ''): Promise<void> {
    if (await this.store.hasPassword(userId)) await this.ownPassword.require(userId, password)
    else await this.requireFresh(sessionId)
  }

  /** For whoever began it, as long as that session is open. @throws OidcRefusal */
  async link(whose: NonNullable<Flow['link']>, proof: Proof): Promise<void> {
    const { userId } = whose
    await this.store.transaction(async (tx) => {
      if (!(await this.store.lock(tx, whose))) throw new OidcRefusal('expired')
      if (await this.store.add(tx, { ...proof, userId, name: labelOf(proof.claims) }))
        return this.journal.write(
          { action: 'identity.linked', actorId: userId, userId, detail: { issuer: proof.issuer } },
          tx,
        )
      if ((await this.store.holderOf(proof, tx)) !== userId) throw new OidcRefusal('linkedElsewhere')
    })
  }

  /** @throws ChatError `not_found`; `conflict` if there would be no way left to log in */
  async unlink(me: Identity, id: string): Promise<void> {
    const { userId } = me
    await this.store.transaction(async (tx) => {
      if (!(await this.store.lock(tx, me))) throw unauthenticated()
      const became = await this.store.remove(tx, userId, id)
      if (became === 'none') throw notFound('identity')
      if (became === 'last')
        throw new ChatError('conflict', 'This is your only way to log in: choose a password first.')
      await this.journal.write({ action: 'identity.unlinked', actorId: userId, userId }, tx)
    })
  }

  /**
   * For an account that a provider's identity made. There is no password to ask for, so one must have logged in lately.
   * Ends all other sessions. @throws ChatError `conflict` if there is a password; `forbidden`; `invalid_payload` naming `next`
   */
  async choosePassword(me: Identity, { next }: Request<'chooseFirstPassword'>): Promise<void> {
    const { userId, sessionId } = me
    if (await this.store.hasPassword(userId)) throw hasOne()
    await this.requireFresh(sessionId)
    await refuseBreached(next, 'next')
    const after = await this.hasher.hash(next)
    await this.sessions.end({ userId, except: sessionId }, async (tx) => {
      if (!(await this.accounts.setPassword(tx, { userId, before: NO_PASSWORD, after }))) throw hasOne()
    })
  }

  private async requireFresh(sessionId: string): Promise<void> {
    if (!(await this.store.isFresh(sessionId, FRESH_SECONDS)))
      throw new ChatError('forbidden', 'Log in once more, and do this within ten minutes.')
  }
}

const hasOne = () => new ChatError('conflict', 'There is a password already.')

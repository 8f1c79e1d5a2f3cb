import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { AccountStore, NO_PASSWORD } from '../auth/account.store.js'
import { RegistrationStore } from '../auth/registration.store.js'
import { ChatError } from '../errors.js'
import type { Sql } from '../infra/postgres.js'
import { WelcomeService } from '../room/welcome.service.js'
import { type Grant, SessionService } from '../session/session.service.js'
import { IdentityStore } from './identity.store.js'
import { OidcRefusal } from './oidc.refusal.js'
import { type Claims, displayNameOf, emailOf, labelOf, usernamesFor } from './profile.js'
import { type Proof, Provider } from './provider.js'

type Comer = { userAgent: string; invite: string | undefined }

/** Opens the account of an identity, and makes one for an identity that is new here. */
@Injectable()
export class OidcLogin {
  constructor(
    private readonly provider: Provider,
    private readonly identities: IdentityStore,
    private readonly accounts: AccountStore,
    private readonly registration: RegistrationStore,
    private readonly sessions: SessionService,
    private readonly welcome: WelcomeService,
  ) {}

  /** @throws OidcRefusal */
  async enter(proof: Proof, comer: Comer): Promise<Grant> {
    const userId = await this.identities.holderOf(proof)
    if (!userId) return this.make(proof, comer)
    const grant = await this.open(userId, comer.userAgent)
    await this.identities.touch(proof)
    return grant
  }

  private async open(userId: string, userAgent: string, tx?: Sql): Promise<Grant> {
    const account = await this.accounts.byId(userId, tx)
    if (!account || account.bannedAt) throw new OidcRefusal('banned')
    return this.sessions.open({ userId, passwordHash: account.passwordHash, userAgent }, tx)
  }

  /** The account, its identity and its session, or none of them. */
  private async make(proof: Proof, { userAgent, invite: code }: Comer): Promise<Grant> {
    const claims = await this.provider.describe(proof)
    const { grant, invite } = await this.accounts.transaction(async (tx) => {
      const { first, invite } = await this.registration.admit(tx, code).catch(orUninvited)
      // Two tabs came back with the same identity at once.
      const holder = await this.identities.holderOf(proof, tx)
      if (holder) throw new OidcRefusal('expired')
      const userId = await this.create(tx, claims, first ? 'owner' : 'member')
      await this.identities.add(tx, { ...proof, userId, name: labelOf(claims) })
      return { grant: await this.open(userId, userAgent, tx), invite }
    })
    await this.welcome.letIn(grant.userId, invite)
    return grant
  }

  /** An account that has the same e-mail address is somebody's, who may not be this one. */
  private async create(tx: Sql, claims: Claims, role: 'owner' | 'member'): Promise<string> {
    const id = uuidv7()
    const username = await this.identities.freeUsername(tx, [
      ...usernamesFor(claims),
      `user-${id.slice(-12)}`,
    ])
    if (!username) throw new Error('no username is free')
    const names = { username, displayName: displayNameOf(claims) ?? username }
    const email = emailOf(claims) ?? `${id}@nowhere.invalid`
    const made = await this.accounts.create(tx, { ...names, id, email, passwordHash: NO_PASSWORD, role })
    if (typeof made === 'string') throw new OidcRefusal('emailTaken')
    return id
  }
}

function orUninvited(error: unknown): never {
  if (error instanceof ChatError && error.code === 'forbidden') throw new OidcRefusal('uninvited')
  throw error
}

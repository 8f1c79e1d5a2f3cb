import { Inject, Injectable } from '@nestjs/common'
import type { Request, Response } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { ChatError } from '../errors.js'
import { JournalStore } from '../journal/journal.store.js'
import { Limiter } from '../limit/limiter.js'
import { LOGGER, type Logger } from '../logger.js'
import { WelcomeService } from '../room/welcome.service.js'
import { ChallengeService, type Entered, type Visitor } from '../second-factor/challenge.service.js'
import { SessionService } from '../session/session.service.js'
import { type Account, AccountStore } from './account.store.js'
import { refuseBreached } from './breached.js'
import type { Identity } from './identity.js'
import { PasswordHasher } from './password.hasher.js'
import { RegistrationStore } from './registration.store.js'
import { unauthenticated } from './token.js'

const wrongLogin = () => new ChatError('unauthenticated', 'Wrong username, email or password.')

@Injectable()
export class AccountService {
  constructor(
    private readonly store: AccountStore,
    private readonly registration: RegistrationStore,
    private readonly sessions: SessionService,
    private readonly hasher: PasswordHasher,
    private readonly limiter: Limiter,
    private readonly welcome: WelcomeService,
    private readonly journal: JournalStore,
    private readonly challenges: ChallengeService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * The first account owns the installation.
   * @throws ChatError `conflict` naming the field that is taken; `forbidden` to who must be invited and is not
   */
  async register(request: Request<'register'>, { address, userAgent }: Visitor): Promise<Entered> {
    await this.limiter.spend('authOfAddress', address)
    const { username, email, password, displayName = username } = request
    await refuseBreached(password, 'password')
    const passwordHash = await this.hasher.hash(password)
    const fresh = { id: uuidv7(), username, email, displayName, passwordHash }
    const { invite, ...entered } = await this.store.transaction(async (tx) => {
      const { first, invite } = await this.registration.admit(tx, request.invite)
      const account = await this.store.create(tx, { ...fresh, role: first ? 'owner' : 'member' })
      if (typeof account === 'string') throw taken(account)
      const grant = await this.sessions.open({ userId: account.id, passwordHash, userAgent }, tx)
      return { account, grant, invite }
    })
    await this.welcome.letIn(fresh.id, invite)
    return entered
  }

  /**
   * Takes as long, and says the same, for an account that does not exist. Where a second factor is on, this is half of it.
   * @throws ChatError `unauthenticated`
   */
  async login(
    { login, password }: Request<'login'>,
    { address, userAgent }: Visitor,
  ): Promise<Entered | Response<'challenge'>> {
    await this.limiter.spend('authOfAddress', address)
    const account = await this.store.byLogin(login)
    await this.limiter.spend('loginOfAccount', account?.id ?? login)
    const correct = await this.hasher.verify(account?.passwordHash, password)
    if (account && !correct) this.note(account.id, address)
    if (!account || !correct) throw wrongLogin()
    await this.limiter.forgive('loginOfAccount', account.id)
    if (account.bannedAt) throw new ChatError('forbidden', 'This account is banned.')
    const challenge = await this.challenges.ask(account)
    if (challenge) return challenge
    const { id: userId, passwordHash } = account
    return { account, grant: await this.sessions.open({ userId, passwordHash, userAgent }) }
  }

  async me({ userId }: Identity): Promise<Account> {
    const account = await this.store.byId(userId)
    if (!account) throw unauthenticated()
    return account
  }

  /** Ends all other sessions. @throws ChatError `invalid_payload` naming `current` or `next` */
  async changePassword(me: Identity, { current, next }: Request<'changePassword'>): Promise<void> {
    await this.limiter.spend('loginOfAccount', me.userId)
    const { passwordHash: before } = await this.me(me)
    if (!(await this.hasher.verify(before, current))) throw wrongCurrent()
    await this.limiter.forgive('loginOfAccount', me.userId)
    await refuseBreached(next, 'next')
    const after = await this.hasher.hash(next)
    await this.sessions.end({ userId: me.userId, except: me.sessionId }, async (tx) => {
      if (!(await this.store.setPassword(tx, { userId: me.userId, before, after }))) throw wrongCurrent()
    })
  }

  /** Beside the answer, which takes as long for an account that does not exist. */
  private note(userId: string, address: string): void {
    this.journal
      .write({ action: 'login.refused', userId, detail: { address } })
      .catch((error: unknown) => this.logger.warn({ err: error, userId }, 'a refused login is not noted'))
  }
}

const taken = (field: 'username' | 'email') =>
  new ChatError('conflict', `This ${field} is taken.`, { issues: [{ path: field, message: 'is taken' }] })

const wrongCurrent = () =>
  new ChatError('invalid_payload', 'current: is not your password', {
    issues: [{ path: 'current', message: 'is not your password' }],
  })

import { Inject, Injectable } from '@nestjs/common'
import type { Request, Response } from '@papo/contract'
import { type Account, AccountStore } from '../auth/account.store.js'
import { ChatError } from '../errors.js'
import { JournalStore } from '../journal/journal.store.js'
import { Limiter } from '../limit/limiter.js'
import { LOGGER, type Logger } from '../logger.js'
import { type Grant, SessionService } from '../session/session.service.js'
import { CHALLENGE_SECONDS, type Challenged, ChallengeStore, passwordMarkOf } from './challenge.store.js'
import { CodeService } from './code.service.js'
import { SecondFactorStore } from './second.factor.store.js'

export type Entered = { account: Account; grant: Grant }
export type Visitor = { address: string; userAgent: string }

const over = () => new ChatError('unauthenticated', 'This login is over: begin again.')

export const wrongCode = () =>
  new ChatError('invalid_payload', 'code: is not right, or was used already', {
    issues: [{ path: 'code', message: 'is not right, or was used already' }],
  })

/** The second half of a login. */
@Injectable()
export class ChallengeService {
  constructor(
    private readonly factors: SecondFactorStore,
    private readonly challenges: ChallengeStore,
    private readonly codes: CodeService,
    private readonly accounts: AccountStore,
    private readonly sessions: SessionService,
    private readonly limiter: Limiter,
    private readonly journal: JournalStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** To whom the password was right, if a code is needed yet. */
  async ask({ id: userId, passwordHash }: Account): Promise<Response<'challenge'> | undefined> {
    if ((await this.factors.secretOf(userId)) === undefined) return undefined
    const challenge = await this.challenges.make({ userId, passwordMark: passwordMarkOf(passwordHash) })
    return { secondFactor: { challenge, expiresInSeconds: CHALLENGE_SECONDS } }
  }

  /** @throws ChatError `unauthenticated` where one has to begin again; `invalid_payload` naming `code` */
  async answer({ challenge, code }: Request<'answerChallenge'>, visitor: Visitor): Promise<Entered> {
    await this.limiter.spend('authOfAddress', visitor.address)
    const challenged = await this.challenges.read(challenge)
    if (!challenged) throw over()
    await this.limiter.spend('codesOfChallenge', challenge)
    const account = await this.accountOf(challenged)
    await this.limiter.spend('codesOfAccount', account.id)
    if (!(await this.codes.take(account.id, code))) {
      this.note(account.id, visitor.address)
      throw wrongCode()
    }
    if (!(await this.challenges.end(challenge))) throw over()
    await this.limiter.forgive('codesOfAccount', account.id)
    const { id: userId, passwordHash } = account
    return { account, grant: await this.sessions.open({ ...visitor, userId, passwordHash }) }
  }

  /** A ban, another password, or a factor that is off by now ends what was begun. */
  private async accountOf({ userId, passwordMark }: Challenged): Promise<Account> {
    const account = await this.accounts.byId(userId)
    if (!account || account.bannedAt || passwordMarkOf(account.passwordHash) !== passwordMark) throw over()
    if ((await this.factors.secretOf(userId)) === undefined) throw over()
    return account
  }

  private note(userId: string, address: string): void {
    this.journal
      .write({ action: 'login.refused', userId, detail: { address, secondFactor: true } })
      .catch((error: unknown) => this.logger.warn({ err: error, userId }, 'a refused login is not noted'))
  }
}

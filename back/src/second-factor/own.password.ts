import { Injectable } from '@nestjs/common'
import { type Account, AccountStore, NO_PASSWORD } from '../auth/account.store.js'
import { PasswordHasher } from '../auth/password.hasher.js'
import { unauthenticated } from '../auth/token.js'
import { ChatError } from '../errors.js'
import { Limiter } from '../limit/limiter.js'

/** Asks whoever is logged in to show that it is them, and not somebody at their screen. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly accounts: AccountStore,
    private readonly hasher: PasswordHasher,
    private readonly limiter: Limiter,
  ) {}

  /** @throws ChatError `invalid_payload` naming `password`; `forbidden` to who has none */
  async require(userId: string, password: string): Promise<Account> {
    await this.limiter.spend('loginOfAccount', userId)
    const account = await this.accounts.byId(userId)
    if (!account) throw unauthenticated()
    if (account.passwordHash === NO_PASSWORD)
      throw new ChatError('forbidden', 'This account has no password: its provider asks for what it wants.')
    if (!(await this.hasher.verify(account.passwordHash, password)))
      throw new ChatError('invalid_payload', 'password: is not your password', {
        issues: [{ path: 'password', message: 'is not your password' }],
      })
    await this.limiter.forgive('loginOfAccount', userId)
    return account
  }
}

import { randomBytes } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import type { NewAccount } from './account.store.js'
import { PasswordHasher } from './password.hasher.js'

/** Accounts that nobody logs in with: nobody knows their password, and no e-mail reaches them. */
@Injectable()
export class BotAccounts {
  constructor(private readonly hasher: PasswordHasher) {}

  async bot(names: Pick<NewAccount, 'username' | 'displayName'>): Promise<NewAccount> {
    const id = uuidv7()
    const passwordHash = await this.hasher.hash(randomBytes(32).toString('base64url'))
    return { ...names, id, email: `${id}@bots.invalid`, passwordHash, role: 'member', bot: true }
  }
}

import { Inject, Injectable } from '@nestjs/common'
import { CONFIG, type Config } from '../config.js'
import { JournalStore } from '../journal/journal.store.js'
import { LOGGER, type Logger } from '../logger.js'
import { hashOfRecoveryCode } from './recovery.code.js'
import { SecondFactorStore } from './second.factor.store.js'
import { SecretBox } from './secret.box.js'
import { stepOf } from './totp.js'

/** Says whether a code is right, and that it was: none counts twice. */
@Injectable()
export class CodeService {
  private readonly box: SecretBox

  constructor(
    private readonly store: SecondFactorStore,
    private readonly journal: JournalStore,
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.box = new SecretBox(config.JWT_SECRET)
  }

  close(userId: string, secret: Buffer): string {
    return this.box.close(userId, secret)
  }

  /** The period that a code of this encrypted secret is of; undefined for a wrong one. */
  stepOf(userId: string, secret: string, code: string): number | undefined {
    const opened = this.box.open(userId, secret)
    if (!opened) this.logger.warn({ userId }, 'a second factor was made with another JWT_SECRET')
    return opened && stepOf(opened, code.replaceAll(/\s/g, ''))
  }

  /** Takes a code of the app, or a recovery code. */
  async take(userId: string, code: string): Promise<boolean> {
    const recovery = hashOfRecoveryCode(code)
    return recovery === undefined ? this.takeTotp(userId, code) : this.takeRecovery(userId, recovery)
  }

  private async takeTotp(userId: string, code: string): Promise<boolean> {
    const secret = await this.store.secretOf(userId)
    const step = secret === undefined ? undefined : this.stepOf(userId, secret, code)
    return step !== undefined && (await this.store.take(userId, step))
  }

  private takeRecovery(userId: string, hash: string): Promise<boolean> {
    return this.store.transaction(async (tx) => {
      if (!(await this.store.useRecoveryCode(tx, userId, hash))) return false
      await this.journal.write({ action: 'secondFactor.recoveryUsed', actorId: userId, userId }, tx)
      return true
    })
  }
}

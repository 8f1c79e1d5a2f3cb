import { Inject, Injectable } from '@nestjs/common'
import type { Response } from '@papo/contract'
import { CONFIG, type Config } from '../config.js'
import { ChatError, notFound } from '../errors.js'
import { JournalStore } from '../journal/journal.store.js'
import { Limiter } from '../limit/limiter.js'
import { wrongCode } from './challenge.service.js'
import { CodeService } from './code.service.js'
import { OwnPassword } from './own.password.js'
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery.code.js'
import { SecondFactorStore } from './second.factor.store.js'
import { forApp, newSecret } from './totp.js'

const hashesOf = (codes: string[]) => codes.flatMap((code) => hashOfRecoveryCode(code) ?? [])

/** How people turn their second factor on and off. */
@Injectable()
export class SecondFactorService {
  private readonly issuer: string

  constructor(
    private readonly store: SecondFactorStore,
    private readonly codes: CodeService,
    private readonly password: OwnPassword,
    private readonly limiter: Limiter,
    private readonly journal: JournalStore,
    @Inject(CONFIG) { FRONTEND_URL: [home] }: Config,
  ) {
    this.issuer = home ? `Papo ${new URL(home).hostname}` : 'Papo'
  }

  async status(userId: string): Promise<Response<'secondFactor'>> {
    const on = await this.store.status(userId)
    if (!on) return { enabled: false, recoveryCodesLeft: 0 }
    return { enabled: true, since: on.since.toISOString(), recoveryCodesLeft: on.codesLeft }
  }

  /** Makes a secret that nothing asks for yet. @throws ChatError `conflict` where one is on */
  async begin(userId: string, password: string): Promise<Response<'secondFactorSecret'>> {
    const { username } = await this.password.require(userId, password)
    const secret = newSecret()
    if (!(await this.store.begin(userId, this.codes.close(userId, secret))))
      throw new ChatError('conflict', 'A second factor is on already.')
    return forApp(secret, { issuer: this.issuer, label: username })
  }

  /** @throws ChatError `not_found` where nothing waits for a code; `invalid_payload` naming `code` */
  async confirm(userId: string, code: string): Promise<Response<'recoveryCodes'>> {
    await this.limiter.spend('codesOfAccount', userId)
    const secret = await this.store.pendingOf(userId)
    if (secret === undefined) throw notFound('secret that waits for a code')
    const step = this.codes.stepOf(userId, secret, code)
    if (step === undefined) throw wrongCode()
    const codes = newRecoveryCodes()
    await this.store.transaction(async (tx) => {
      if (!(await this.store.confirm(tx, { userId, secret, step }))) throw notFound('secret')
      await this.store.replaceCodes(tx, userId, hashesOf(codes))
      await this.journal.write({ action: 'secondFactor.on', actorId: userId, userId }, tx)
    })
    await this.limiter.forgive('codesOfAccount', userId)
    return { codes }
  }

  /** @throws ChatError `not_found` where none is on */
  async renewCodes(userId: string, password: string): Promise<Response<'recoveryCodes'>> {
    await this.password.require(userId, password)
    const codes = newRecoveryCodes()
    await this.store.transaction(async (tx) => {
      if (!(await this.store.replaceCodes(tx, userId, hashesOf(codes)))) throw notFound('second factor')
      await this.journal.write({ action: 'secondFactor.recoveryRenewed', actorId: userId, userId }, tx)
    })
    return { codes }
  }

  /** Doing it twice is once. */
  async end(userId: string, password: string): Promise<void> {
    await this.password.require(userId, password)
    await this.store.transaction(async (tx) => {
      if (!(await this.store.remove(tx, userId))) return
      await this.journal.write({ action: 'secondFactor.off', actorId: userId, userId }, tx)
    })
  }
}

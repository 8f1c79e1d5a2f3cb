import { Inject, Injectable } from '@nestjs/common'
import type { Request } from '@papo/contract'
import { refuseBreached } from '../auth/breached.js'
import { PasswordHasher } from '../auth/password.hasher.js'
import { CONFIG, type Config } from '../config.js'
import { ChatError } from '../errors.js'
import { Limiter } from '../limit/limiter.js'
import { hashOf } from '../session/refresh.token.js'
import { SessionService } from '../session/session.service.js'
import { MailQueue } from './mail.queue.js'
import { ResetStore } from './reset.store.js'

const over = () => new ChatError('not_found', 'This link is not valid, or no longer.')

/** For those who forgot their password. */
@Injectable()
export class ResetService {
  constructor(
    private readonly store: ResetStore,
    private readonly queue: MailQueue,
    private readonly limiter: Limiter,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Whether there is such an account only the worker finds out, so that no answer, and no clock, can tell. */
  async request(request: Request<'requestPasswordReset'>, address: string): Promise<void> {
    if (!this.config.SMTP_URL) throw new ChatError('not_found', 'This server sends no e-mail.')
    await this.limiter.spend('authOfAddress', address)
    await this.limiter.spend('resetsOfAccount', request.email)
    await this.queue.askForReset(request)
  }

  /** Ends all sessions. @throws ChatError `not_found` for a link that opens nothing; `invalid_payload` naming `next` */
  async confirm({ token, next }: Request<'resetPassword'>, address: string): Promise<void> {
    await this.limiter.spend('authOfAddress', address)
    const tokenHash = hashOf(token)
    const userId = await this.store.holderOf(tokenHash)
    if (!userId) throw over()
    await refuseBreached(next, 'next')
    const passwordHash = await this.hasher.hash(next)
    await this.sessions.end({ userId }, async (tx) => {
      if (!(await this.store.use(tx, { tokenHash, passwordHash }))) throw over()
    })
    await this.limiter.forgive('loginOfAccount', userId)
  }
}

import { Inject, Injectable } from '@nestjs/common'
import { createTransport } from 'nodemailer'
import { CONFIG, type Config } from '../config.js'
import { LOGGER, type Logger } from '../logger.js'
import type { Letter } from './letter.js'

const TIMEOUTS = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 20_000 }
/** From here on the server says that it will never take it. */
const REFUSED_FROM = 500

/** Hands letters to the SMTP server of the settings. */
@Injectable()
export class Mailer {
  private readonly from: string
  private readonly transport

  constructor(
    @Inject(CONFIG) { SMTP_URL, MAIL_FROM = '' }: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.from = MAIL_FROM
    const url = SMTP_URL ?? 'smtp://localhost'
    this.transport = createTransport({ url, ...TIMEOUTS, disableFileAccess: true, disableUrlAccess: true })
  }

  /** Resolves once the server has it, or has refused it for good. @throws while it cannot be handed over */
  async send({ userId, to, ...letter }: Letter & { userId: string; to: string }): Promise<void> {
    const headers = { 'Auto-Submitted': 'auto-generated', ...letter.headers }
    try {
      await this.transport.sendMail({ ...letter, headers, from: this.from, to: { name: '', address: to } })
    } catch (error) {
      const { responseCode = 0, command } = error as { responseCode?: number; command?: string }
      // A refused login or sender is the settings' fault, which someone may mend.
      if (responseCode < REFUSED_FROM || (command !== 'RCPT TO' && command !== 'DATA')) throw error
      this.logger.warn({ userId, responseCode, command }, 'an e-mail was refused')
    }
  }
}

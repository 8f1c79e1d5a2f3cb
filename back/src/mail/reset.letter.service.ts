import { randomBytes } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import { CONFIG, type Config } from '../config.js'
import { hashOf } from '../session/refresh.token.js'
import { letterOf, oneLine } from './letter.js'
import type { ResetJob } from './mail.queue.js'
import { mailTexts } from './mail.texts.js'
import { Mailer } from './mailer.js'
import { ResetStore } from './reset.store.js'

const TOKEN_BYTES = 32
const LIFE_SECONDS = 3_600

/** A worker's: makes the link and sends it, if there is someone to send it to. */
@Injectable()
export class ResetLetterService {
  constructor(
    private readonly store: ResetStore,
    private readonly mailer: Mailer,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async send({ email, language }: ResetJob, askedAt: number): Promise<void> {
    // Whoever asked so long ago has asked again, or given up.
    if (Date.now() - askedAt > LIFE_SECONDS * 1_000) return
    const holder = await this.store.byEmail(email)
    if (!holder) return
    const token = randomBytes(TOKEN_BYTES).toString('base64url')
    await this.store.replace(holder.id, hashOf(token), LIFE_SECONDS)
    const { greeting, reset } = mailTexts(language ?? holder.language)
    const link = { label: reset.label, url: `${this.config.FRONTEND_URL[0] ?? ''}/#/reset/${token}` }
    const lines = [{ text: greeting(oneLine(holder.displayName)) }, { text: reset.text, link }]
    const letter = letterOf(reset.subject, lines, { text: reset.smallPrint })
    await this.mailer.send({ ...letter, userId: holder.id, to: email })
  }
}

import type { Provider, Type } from '@nestjs/common'
import { DigestService } from './digest.service.js'
import { DigestStore } from './digest.store.js'
import { MailQueue } from './mail.queue.js'
import { MailWorker } from './mail.worker.js'
import { Mailer } from './mailer.js'
import { ResetController } from './reset.controller.js'
import { ResetLetterService } from './reset.letter.service.js'
import { ResetService } from './reset.service.js'
import { ResetStore } from './reset.store.js'

export const mailControllers: Type[] = [ResetController]
export const mailProviders: Provider[] = [MailQueue, ResetStore, ResetService]
/** Of a worker. */
export const mailWorkerProviders: Provider[] = [
  ...[MailQueue, ResetStore, Mailer, ResetLetterService, DigestStore, DigestService],
  MailWorker,
]

import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import webPush from 'web-push'
import { z } from 'zod'
import { CONFIG, type Config } from '../config.js'
import { LOGGER, type Logger } from '../logger.js'
import { KeyStore } from './key.store.js'

const pair = z.object({ publicKey: z.string(), privateKey: z.string() })
export type VapidKeys = z.infer<typeof pair>
const NAME = 'vapid'
/** Push services want someone to turn to; where nobody is named, this says so. */
const NOBODY = 'mailto:postmaster@localhost.localdomain'

/** The keys by which push services know this installation. Subscriptions are bound to them: they never change by themselves. */
@Injectable()
export class Vapid implements OnApplicationBootstrap {
  readonly subject: string
  private kept: Promise<VapidKeys> | undefined

  constructor(
    private readonly store: KeyStore,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const own = config.FRONTEND_URL.find((origin) => origin.startsWith('https:'))
    this.subject = config.VAPID_SUBJECT ?? own ?? NOBODY
  }

  onApplicationBootstrap(): void {
    this.keys().catch((error: unknown) => this.logger.warn({ err: error }, 'keys for notifications wait'))
  }

  keys(): Promise<VapidKeys> {
    this.kept ??= this.read().catch((error: unknown) => {
      this.kept = undefined
      throw error
    })
    return this.kept
  }

  private async read(): Promise<VapidKeys> {
    const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey } = this.config
    if (publicKey && privateKey) return { publicKey, privateKey }
    return pair.parse(await this.store.keep(NAME, () => webPush.generateVAPIDKeys()))
  }
}

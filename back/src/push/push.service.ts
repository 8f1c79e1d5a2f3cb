import { Inject, Injectable } from '@nestjs/common'
import type { PushPayload } from '@papo/contract'
import webPush from 'web-push'
import { LOGGER, type Logger } from '../logger.js'
import { Outside, type OutsideAnswer } from '../outside/outside.js'
import { OutsideError } from '../outside/outside.error.js'
import { retryAfterOf } from './retry.after.js'
import { type Address, SubscriptionStore } from './subscription.store.js'
import { Vapid } from './vapid.service.js'

export type Letter = {
  payload: PushPayload
  urgency: 'normal' | 'high'
  ttlSeconds: number
  /** A later one with the same topic takes its place, while it waits for the device. */
  topic?: string
}
/** `gone`: the device is not known any more, and is forgotten here too. `later`: it may be tried again. */
export type Sent =
  { outcome: 'sent' | 'gone' | 'refused' } | { outcome: 'later'; retryAfterMs: number | undefined }

const DEADLINE_MS = 5_000
const ANSWER_BYTES_MAX = 2_048

/** Hands an encrypted letter for one device to the push service that its browser chose. */
@Injectable()
export class PushService {
  constructor(
    private readonly outside: Outside,
    private readonly subscriptions: SubscriptionStore,
    private readonly vapid: Vapid,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async send(to: Address, letter: Letter): Promise<Sent> {
    const { headers, body } = await this.seal(to, letter)
    try {
      const limits = { bytesMax: ANSWER_BYTES_MAX, cut: true, deadlineMs: DEADLINE_MS }
      return await this.judge(
        to,
        await this.outside.fetch(to.endpoint, { method: 'POST', headers, body, ...limits }),
      )
    } catch (error) {
      if (!(error instanceof OutsideError)) throw error
      const { reason } = error
      this.logger.warn({ service: serviceOf(to), reason }, 'push service not reached')
      if (reason !== 'address' && reason !== 'url') return { outcome: 'later', retryAfterMs: undefined }
      // It was a public name once, or it never was one.
      await this.subscriptions.forget(to.id)
      return { outcome: 'gone' }
    }
  }

  private async seal({ endpoint, p256dh, auth }: Address, letter: Letter) {
    const { payload, urgency, ttlSeconds, topic } = letter
    const { headers, body } = webPush.generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      JSON.stringify(payload),
      {
        vapidDetails: { subject: this.vapid.subject, ...(await this.vapid.keys()) },
        ...{ TTL: ttlSeconds, urgency, contentEncoding: 'aes128gcm' as const },
        ...(topic === undefined ? {} : { topic }),
      },
    )
    const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
    return { headers: Object.fromEntries(named) as Record<string, string>, body }
  }

  private async judge(to: Address, { status, headers }: OutsideAnswer): Promise<Sent> {
    if (status >= 200 && status < 300) return { outcome: 'sent' }
    if (status === 404 || status === 410) {
      await this.subscriptions.forget(to.id)
      return { outcome: 'gone' }
    }
    if (status === 429 || status >= 500)
      return { outcome: 'later', retryAfterMs: retryAfterOf(headers['retry-after'], new Date()) }
    // Nobody gets anything while our own keys are not taken.
    const isAlarm = status === 401 || status === 403
    this.logger[isAlarm ? 'error' : 'warn']({ service: serviceOf(to), status }, 'push service refuses')
    return { outcome: 'refused' }
  }
}

/** The rest of an endpoint is as good as a key to the device. */
const serviceOf = ({ endpoint }: Address) => (URL.canParse(endpoint) ? new URL(endpoint).host : '')

import { Inject, Injectable } from '@nestjs/common'
import type { Request, Response } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Identity } from '../auth/identity.js'
import { unauthenticated } from '../auth/token.js'
import { CONFIG, type Config } from '../config.js'
import { ChatError, notFound } from '../errors.js'
import { Limiter } from '../limit/limiter.js'
import { isDeviceKey, isPushService } from './endpoint.js'
import { PushService } from './push.service.js'
import { SubscriptionStore } from './subscription.store.js'

const TEST_TTL_SECONDS = 60
const refused = (path: string, message: string) =>
  new ChatError('invalid_payload', `${path}: ${message}`, { issues: [{ path, message }] })

/** The devices that are told of messages while no tab is in use. */
@Injectable()
export class SubscriptionService {
  constructor(
    private readonly store: SubscriptionStore,
    private readonly push: PushService,
    private readonly limiter: Limiter,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws ChatError `invalid_payload` for what cannot be a push service on the open internet */
  async add(me: Identity, { endpoint, keys }: Request<'subscribePush'>): Promise<string> {
    await this.limiter.spend('pushOfUser', me.userId)
    if (!isPushService(endpoint, this.config.OUTSIDE_ALLOW)) throw refused('endpoint', 'is no push service')
    if (!isDeviceKey(keys.p256dh)) throw refused('keys.p256dh', 'is no key')
    const { userId, sessionId } = me
    const id = await this.store.save({ id: uuidv7(), userId, sessionId, endpoint, ...keys })
    if (id === undefined) throw unauthenticated()
    return id
  }

  /** @throws ChatError `not_found` */
  async remove(me: Identity, id: string): Promise<void> {
    if (!(await this.store.remove(me.userId, id))) throw notFound('subscription')
  }

  /** Tells this device something at once. @throws ChatError `not_found` if it gets no notifications */
  async test(me: Identity): Promise<Response<'pushTest'>['outcome']> {
    await this.limiter.spend('pushOfUser', me.userId)
    const device = await this.store.ofSession(me.sessionId)
    if (!device) throw notFound('subscription')
    const letter = { payload: { type: 'test' }, urgency: 'high', ttlSeconds: TEST_TTL_SECONDS } as const
    const { outcome } = await this.push.send(device, letter)
    return outcome === 'later' ? 'unreachable' : outcome
  }
}

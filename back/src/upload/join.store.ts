import { Injectable } from '@nestjs/common'
import { setTimeout as pause } from 'node:timers/promises'
import { ChatError } from '../errors.js'
import { Redis } from '../infra/redis.js'

const LEASE_MS = 60_000
const WAIT_MS = 10_000
const LOOK_EVERY_MS = 100

const keyOf = (uploadId: string) => `upload:${uploadId}:join`

/** Who puts the parts of an upload together: while they do, a bucket lists some of them, or none. */
@Injectable()
export class JoinStore {
  constructor(private readonly redis: Redis) {}

  /** Runs `work` while nobody else in the cluster does so for this upload. @throws ChatError `unavailable` */
  async alone<T>(uploadId: string, work: () => Promise<T>): Promise<T> {
    const until = performance.now() + WAIT_MS
    while (!(await this.take(uploadId))) {
      if (performance.now() > until)
        throw new ChatError('unavailable', 'Its parts are being put together, try again.')
      await pause(LOOK_EVERY_MS)
    }
    try {
      return await work()
    } finally {
      // If Redis is away, the lease ends by itself.
      await this.redis.hot.del(keyOf(uploadId)).catch(() => undefined)
    }
  }

  private async take(uploadId: string): Promise<boolean> {
    return (await this.redis.hot.set(keyOf(uploadId), '1', 'PX', LEASE_MS, 'NX')) === 'OK'
  }
}

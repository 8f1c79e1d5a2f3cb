import { Inject, Injectable } from '@nestjs/common'
import { LEEWAY_SECONDS } from '../auth/token.js'
import { CONFIG, type Config } from '../config.js'
import { Redis } from '../infra/redis.js'

const keyOf = (sessionId: string) => `session:${sessionId}:ended`
const CHUNK = 1_000

/** Ended sessions, remembered in Redis for as long as a token of theirs could still be taken for good. */
@Injectable()
export class RevocationStore {
  /** A token's life with the leeway of both the clock that made it and the one that reads it. */
  readonly keptSeconds: number

  constructor(
    private readonly redis: Redis,
    @Inject(CONFIG) config: Config,
  ) {
    this.keptSeconds = config.JWT_EXPIRES_IN + 2 * LEEWAY_SECONDS
  }

  /** The server's run, as revocations must be written again for another one. @throws ChatError `unavailable` */
  get runId(): string {
    return this.redis.runId
  }

  onRunId(listener: () => void): void {
    this.redis.onRunId(listener)
  }

  async has(sessionId: string): Promise<boolean> {
    return (await this.redis.hot.exists(keyOf(sessionId))) === 1
  }

  async add(sessionIds: string[]): Promise<void> {
    const { hot } = this.redis
    for (let start = 0; start < sessionIds.length; start += CHUNK) {
      const chunk = sessionIds.slice(start, start + CHUNK)
      await Promise.all(chunk.map((id) => hot.set(keyOf(id), '1', 'EX', this.keptSeconds)))
    }
  }
}

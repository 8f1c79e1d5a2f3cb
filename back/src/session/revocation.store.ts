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

  /** The run of the server that would know of the session, if it was told. @throws ChatError `unavailable` */
  runIdOf(sessionId: string): string {
    return this.redis.serverOf(keyOf(sessionId)).runId
  }

  /** Of all servers that answer. */
  runIds(): string[] {
    return this.redis.servers().flatMap((server) => (server.isKnown ? [server.runId] : []))
  }

  onRun(listener: () => void): void {
    this.redis.onRun(listener)
  }

  async has(sessionId: string): Promise<boolean> {
    return (await this.redis.hot.exists(keyOf(sessionId))) === 1
  }

  /** `runIds`: only where one of these runs would be asked. */
  async add(sessionIds: string[], runIds?: string[]): Promise<void> {
    const { hot } = this.redis
    const known = runIds && new Set(this.redis.servers().filter((s) => s.isKnown && runIds.includes(s.runId)))
    const wanted = known ? sessionIds.filter((id) => known.has(this.redis.serverOf(keyOf(id)))) : sessionIds
    for (let start = 0; start < wanted.length; start += CHUNK) {
      const chunk = wanted.slice(start, start + CHUNK)
      await Promise.all(chunk.map((id) => hot.set(keyOf(id), '1', 'EX', this.keptSeconds)))
    }
  }
}

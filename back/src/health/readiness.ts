import { Inject, Injectable } from '@nestjs/common'
import { Postgres } from '../infra/postgres.js'
import { Redis } from '../infra/redis.js'
import { LOGGER, type Logger } from '../logger.js'

/** Whether this process can serve. */
@Injectable()
export class Readiness {
  private draining = false

  constructor(
    private readonly postgres: Postgres,
    private readonly redis: Redis,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** From now on no new work is wanted here. */
  drain(): void {
    this.draining = true
  }

  /** @returns what is amiss, nothing when ready */
  async problems(): Promise<string[]> {
    if (this.draining) return ['draining']
    const [postgres, redis] = await Promise.allSettled([this.postgres.ping(), this.redis.ping()])
    const problems = [
      ...(postgres.status === 'rejected' ? ['postgres'] : []),
      ...(redis.status === 'rejected' ? ['redis'] : []),
    ]
    if (problems.length > 0) this.logger.warn({ problems }, 'not ready')
    return problems
  }
}

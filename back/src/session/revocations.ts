import { Inject, Injectable } from '@nestjs/common'
import { LOGGER, type Logger } from '../logger.js'
import { RevocationStore } from './revocation.store.js'
import { SessionStore } from './session.store.js'

/**
 * Which sessions have ended. Redis answers; a Redis that restarted may have forgotten, so nothing is
 * answered before PostgreSQL's list was written to it again.
 */
@Injectable()
export class Revocations {
  /** Runs of servers. */
  private readonly writtenTo = new Set<string>()
  private writing: Promise<void> | undefined

  constructor(
    private readonly store: RevocationStore,
    private readonly sessions: SessionStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    store.onRun(() => void this.write().catch((error: unknown) => this.explain(error)))
  }

  /** @throws ChatError `unavailable` or a driver's error while it cannot be known */
  async has(sessionId: string): Promise<boolean> {
    await this.known(sessionId)
    return this.store.has(sessionId)
  }

  async add(sessionIds: string[]): Promise<void> {
    await this.store.add(sessionIds)
  }

  private async known(sessionId: string): Promise<void> {
    while (!this.writtenTo.has(this.store.runIdOf(sessionId))) await this.write()
  }

  private write(): Promise<void> {
    this.writing ??= this.writeToNew().finally(() => (this.writing = undefined))
    return this.writing
  }

  /** A server that does not answer now is told when it does, and asked nothing before. */
  private async writeToNew(): Promise<void> {
    const runIds = this.store.runIds().filter((runId) => !this.writtenTo.has(runId))
    const ended = await this.sessions.endedWithin(this.store.keptSeconds)
    await this.store.add(ended, runIds)
    for (const runId of runIds) this.writtenTo.add(runId)
    this.logger.debug({ sessions: ended.length }, 'revocations written to redis')
  }

  private explain(error: unknown): void {
    this.logger.warn({ err: error }, 'revocations are not known yet')
  }
}

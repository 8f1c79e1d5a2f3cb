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
  private writtenTo: string | undefined
  private writing: Promise<void> | undefined

  constructor(
    private readonly store: RevocationStore,
    private readonly sessions: SessionStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    store.onRunId(() => void this.known().catch((error: unknown) => this.explain(error)))
  }

  /** @throws ChatError `unavailable` or a driver's error while it cannot be known */
  async has(sessionId: string): Promise<boolean> {
    await this.known()
    return this.store.has(sessionId)
  }

  async add(sessionIds: string[]): Promise<void> {
    await this.store.add(sessionIds)
  }

  private async known(): Promise<void> {
    while (this.writtenTo !== this.store.runId) {
      this.writing ??= this.write(this.store.runId).finally(() => (this.writing = undefined))
      await this.writing
    }
  }

  private async write(runId: string): Promise<void> {
    const ended = await this.sessions.endedWithin(this.store.keptSeconds)
    await this.store.add(ended)
    this.writtenTo = runId
    this.logger.debug({ sessions: ended.length }, 'revocations written to redis')
  }

  private explain(error: unknown): void {
    this.logger.warn({ err: error }, 'revocations are not known yet')
  }
}

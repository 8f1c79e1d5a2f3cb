import type { Redis as Client } from 'ioredis'
import { ChatError } from '../errors.js'
import type { Logger } from '../logger.js'
import { FAIL_FAST, type Options } from './redis.options.js'

export type { Client }
type Connect = (name: string, options: Options) => Client
type Hooks = {
  /** Another run than the one `before` answers. */
  onRun: (before: string | undefined) => void
  onAway: () => void
  logger: Logger
}

/** One Redis server that takes writes, as this process is connected to it. */
export class RedisServer {
  /** Everything but subscriptions, blocking and long reads. */
  readonly hot: Client
  /** Long reads, which would hold up what is short. */
  readonly bulk: Client
  private currentRunId: string | undefined
  private lastRunId: string | undefined

  constructor(
    connect: Connect,
    private readonly hooks: Hooks,
  ) {
    this.hot = connect('hot', FAIL_FAST)
    this.bulk = connect('bulk', FAIL_FAST)
    this.hot.on('close', () => {
      this.currentRunId = undefined
      hooks.onAway()
    })
    this.hot.on('ready', () => void this.learnRunId().catch(() => undefined))
  }

  /**
   * Names the run of the server as the one that takes writes: another one after a restart, and after each time that it
   * was a replica in between.
   * @throws ChatError `unavailable` while there is no connection
   */
  get runId(): string {
    if (this.currentRunId) return this.currentRunId
    throw new ChatError('unavailable', 'Not reachable at the moment, try again.')
  }

  get isKnown(): boolean {
    return this.currentRunId !== undefined
  }

  /** Asks again. @throws when the server is a replica by now, or does not answer */
  async learnRunId(): Promise<void> {
    try {
      await this.ask()
    } catch (error) {
      this.hooks.logger.warn({ err: error }, 'redis did not say which server it is')
      // One that is being made anew is left alone.
      if (this.hot.status === 'ready') this.hot.disconnect(true)
      throw error
    }
  }

  disconnect(): void {
    this.hot.disconnect()
    this.bulk.disconnect()
  }

  private async ask(): Promise<void> {
    const [server, replication] = await Promise.all([this.hot.info('server'), this.hot.info('replication')])
    if (/^role:slave/m.test(replication)) throw new Error('READONLY the server is a replica')
    // A run of its own for each time that it was made the primary: what it copied in between may lack a tail.
    const tenure = /^master_replid:(\w+)/m.exec(replication)?.[1]?.slice(0, 12)
    const runId = [/^run_id:(\w+)/m.exec(server)?.[1] ?? 'unnamed', ...(tenure ? [tenure] : [])].join('.')
    if (runId === this.currentRunId) return
    const before = this.lastRunId
    this.currentRunId = this.lastRunId = runId
    this.hooks.onRun(before === runId ? undefined : before)
  }
}

import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { Redis as Client, type RedisOptions } from 'ioredis'
import { CONFIG, type Config } from '../config.js'
import { ChatError } from '../errors.js'
import { LOGGER, type Logger } from '../logger.js'

export type { Client }
type Options = Omit<RedisOptions, 'replyMapping'>
const COMMAND_TIMEOUT_MS = 2_000
const ASK_AGAIN_MS = 500
const retryStrategy = (attempt: number) =>
  Math.min(50 * 2 ** Math.min(attempt, 5), 1_000) + Math.random() * 100

// A command either runs now or fails now: the caller retries with the same clientId, so nothing may wait unseen.
const FAIL_FAST = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  commandTimeout: COMMAND_TIMEOUT_MS,
  connectTimeout: COMMAND_TIMEOUT_MS,
  // A server that vanished without a word is given up after this long.
  socketTimeout: 5_000,
  retryStrategy,
}
const WAITING = {
  maxRetriesPerRequest: null,
  connectTimeout: COMMAND_TIMEOUT_MS,
  // For XREAD BLOCK: a server that vanished is given up a little later than its answer was due.
  blockingTimeout: 10_000,
  retryStrategy,
}

/** The process's connections to Redis. */
@Injectable()
export class Redis implements OnApplicationShutdown {
  /** Everything but subscriptions, blocking and long reads. */
  readonly hot: Client
  /** Long reads, which would hold up what is short. */
  readonly bulk: Client
  private readonly clients: Client[] = []
  private currentRunId: string | undefined
  private runIdListeners: ((runId: string) => void)[] = []

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.hot = this.connect('hot', { ...FAIL_FAST, enableAutoPipelining: true })
    this.bulk = this.connect('bulk', FAIL_FAST)
    this.hot.on('close', () => (this.currentRunId = undefined))
    this.hot.on('ready', () => void this.learnRunId())
  }

  /**
   * Names the run of the server that `hot` talks to; it changes when the server restarts or fails over.
   * @throws ChatError `unavailable` while there is no connection
   */
  get runId(): string {
    if (this.currentRunId) return this.currentRunId
    throw new ChatError('unavailable', 'Not reachable at the moment, try again.')
  }

  /** Calls back now if a server is known, and whenever another one answers. */
  onRunId(listener: (runId: string) => void): void {
    this.runIdListeners.push(listener)
    if (this.currentRunId) listener(this.currentRunId)
  }

  /**
   * A connection of its own, for subscriptions. ioredis subscribes anew by itself when it is back, awaits no answer, and
   * forgets what was refused: that would end the process, or leave it deaf. So it is asked for until it is granted.
   */
  subscriber(name: string): Client {
    const client = this.waiting(name)
    for (const command of ['subscribe', 'psubscribe'] as const) {
      const ask = client[command].bind(client) as (...channels: unknown[]) => Promise<unknown>
      const insist = async (...channels: unknown[]): Promise<unknown> => {
        try {
          return await ask(...channels)
        } catch (error) {
          if (client.status === 'end') return 0
          this.logger.warn({ client: name, err: error }, 'not subscribed')
          await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS).unref())
          return insist(...channels)
        }
      }
      Reflect.set(client, command, insist)
    }
    return client
  }

  /** A connection of its own, for blocking reads; commands wait for it. */
  waiting(name: string): Client {
    return this.connect(name, WAITING)
  }

  /** A connection of its own that fails at once when Redis is away. */
  failFast(name: string): Client {
    return this.connect(name, FAIL_FAST)
  }

  /** @throws unless the server answers and every connection of this process stands */
  async ping(): Promise<void> {
    await this.hot.ping()
    const away = this.clients.find(({ status }) => status !== 'ready')
    if (away) throw new Error(`${String(away.options.connectionName)} is ${away.status}`)
  }

  /** Its connections, whether each stands, and how many commands wait on it for their answer. */
  standing(): { client: string; up: boolean; waiting: number }[] {
    return this.clients.map(({ options, status, commandQueue }) => ({
      client: String(options.connectionName).replace(/^papo-/, ''),
      up: status === 'ready',
      waiting: commandQueue.length,
    }))
  }

  onApplicationShutdown(): void {
    for (const client of this.clients) client.disconnect()
  }

  private connect(name: string, options: Options): Client {
    const client = new Client(this.config.REDIS_URL, { ...options, connectionName: `papo-${name}` })
    client.on('error', (error: Error) => this.logger.warn({ client: name, reason: error.message }, 'redis'))
    this.clients.push(client)
    return client
  }

  private async learnRunId(): Promise<void> {
    try {
      const runId = /^run_id:(\w+)/m.exec(await this.hot.info('server'))?.[1] ?? 'unnamed'
      this.currentRunId = runId
      for (const listener of this.runIdListeners) listener(runId)
    } catch (error) {
      this.logger.warn({ err: error }, 'redis did not say which server it is')
      this.hot.disconnect(true)
    }
  }
}

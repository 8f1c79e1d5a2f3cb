import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import type { Redis as Client } from 'ioredis'
import { CONFIG, type Config } from '../config.js'
import { LOGGER, type Logger } from '../logger.js'
import { routed } from './redis.cluster.js'
import { CorkedRedis } from './redis.corked.js'
import { FAIL_FAST, type Options, WAITING } from './redis.options.js'
import { placeOf, placeOfNode, type Place } from './redis.place.js'
import { RedisServer } from './redis.server.js'
import { SlotMap } from './redis.slots.js'
import { slotOf } from './slot.js'

export type { Client }
/** `bound`: it says to which run of a server it goes, and so never follows a slot to another one. */
type Command = { name: string; lua: string; numberOfKeys: number; bound: boolean }
const ASK_AGAIN_MS = 500
/** Stands for all keys that the cluster shares. */
const SHARED = '{papo}'

/** The process's connections to Redis: one server, the one that Sentinels name, or the servers of a Redis Cluster. */
@Injectable()
export class Redis implements OnApplicationShutdown {
  /** Everything but subscriptions, blocking and long reads. A command's first argument is its key. */
  readonly hot: Client
  /** Long reads, which would hold up what is short. */
  readonly bulk: Client
  private readonly clients: Client[] = []
  private readonly commands: Command[] = []
  private readonly bound = new Set<string>()
  private readonly runListeners: (() => void)[] = []
  /** The only server, or else the servers of a cluster. */
  private readonly only: RedisServer | undefined
  private readonly slots: SlotMap | undefined

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    if (config.REDIS_CLUSTER_NODES.length > 0) {
      this.slots = new SlotMap({
        seeds: config.REDIS_CLUSTER_NODES,
        connect: (address, options) => new CorkedRedis({ ...options, ...placeOfNode(config, address) }),
        serve: (address) => {
          const place = placeOfNode(config, address)
          return this.serve((name, options) =>
            this.open(`${name}@${address.host}:${address.port}`, options, place),
          )
        },
        logger,
      })
      this.hot = routed(this.slots, 'hot', this.bound)
      this.bulk = routed(this.slots, 'bulk', this.bound)
    } else {
      this.only = this.serve((name, options) => this.connect(name, options))
      this.hot = this.only.hot
      this.bulk = this.only.bulk
    }
  }

  /**
   * The server that has the key, in this turn of the loop.
   * @throws ChatError `unavailable` while none is known
   */
  serverOf(key: string): RedisServer {
    return this.only ?? (this.slots as SlotMap).at(slotOf(key))
  }

  /** All servers that take writes. */
  servers(): RedisServer[] {
    return this.slots ? this.slots.all() : this.only ? [this.only] : []
  }

  /** Ids in groups of one server each, by their keys: what befalls one is not the others' trouble. */
  byServer(ids: string[], keyOf: (id: string) => string): string[][] {
    const { slots } = this
    if (!slots) return [ids]
    const groups = new Map<RedisServer | undefined, string[]>()
    for (const id of ids) {
      const server = slots.holder(slotOf(keyOf(id)))
      const group = groups.get(server)
      if (group) group.push(id)
      else groups.set(server, [id])
    }
    return [...groups.values()]
  }

  /** Calls back now if a server is known, and whenever another run of one answers. */
  onRun(listener: () => void): void {
    this.runListeners.push(listener)
    if (this.servers().some((server) => server.isKnown)) listener()
  }

  /** Teaches all servers a script. */
  define(command: Command): void {
    this.commands.push(command)
    if (command.bound) this.bound.add(command.name)
    for (const server of this.servers()) server.hot.defineCommand(command.name, command)
  }

  /**
   * A connection of its own, for subscriptions. ioredis subscribes anew by itself when it is back, awaits no answer, and
   * forgets what was refused: that would end the process, or leave it deaf. So it is asked for until it is granted.
   */
  subscriber(name: string): Client {
    // On a cluster at whichever node: what is published on one reaches all.
    const client = this.connect(name, WAITING)
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

  /** A connection of its own to the server that has the key, for blocking reads; commands wait for it. */
  waiting(name: string, key: string): Client {
    return this.connect(name, WAITING, key)
  }

  /** A connection of its own that fails at once when Redis is away. */
  failFast(name: string): Client {
    return this.connect(name, FAIL_FAST)
  }

  /** How a connection of someone else's finds the server that has the key. */
  place(key?: string): Place {
    const { config, slots } = this
    return placeOf(config, async () => slots?.whereIs(key === undefined ? undefined : slotOf(key)))
  }

  /** @throws unless the server answers and every connection of this process stands */
  async ping(): Promise<void> {
    await this.serverOf(SHARED).hot.ping()
    const away = this.clients.find(({ status }) => status !== 'ready')
    if (away) throw new Error(`${String(away.options.connectionName)} is ${away.status}`)
  }

  /** Its connections, whether each stands, and how many commands wait on it for their answer. */
  standing(): { client: string; up: boolean; waiting: number }[] {
    const ofNodes = this.slots ? this.servers().flatMap(({ hot, bulk }) => [hot, bulk]) : []
    return [...this.clients, ...ofNodes].map(({ options, status, commandQueue }) => ({
      client: String(options.connectionName).replace(/^papo-/, ''),
      up: status === 'ready',
      waiting: commandQueue.length,
    }))
  }

  onApplicationShutdown(): void {
    this.slots?.end()
    for (const server of this.servers()) server.disconnect()
    for (const client of this.clients) client.disconnect()
  }

  private connect(name: string, options: Options, key?: string): Client {
    const client = this.open(name, options, this.place(key))
    this.clients.push(client)
    return client
  }

  private open(name: string, options: Options, { url, ...place }: Place): Client {
    const all = { ...options, ...place, connectionName: `papo-${name}` }
    const client = url ? new CorkedRedis(url, all) : new CorkedRedis(all)
    client.on('error', (error: Error) => this.logger.warn({ client: name, reason: error.message }, 'redis'))
    return client
  }

  private serve(connect: (name: string, options: Options) => Client): RedisServer {
    const server = new RedisServer(connect, {
      onRun: (before) => this.ran(before),
      onAway: () => this.slots?.refreshSoon(),
      logger: this.logger,
    })
    for (const command of this.commands) server.hot.defineCommand(command.name, command)
    return server
  }

  private ran(before: string | undefined): void {
    // What still hangs on a server that Sentinels took the lead from asks them anew.
    if (before && this.config.REDIS_SENTINELS.length > 0)
      for (const client of this.clients) if (client !== this.hot) client.disconnect(true)
    for (const listener of this.runListeners) listener()
  }
}

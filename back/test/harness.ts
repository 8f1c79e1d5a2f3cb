import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis as Client } from 'ioredis'
import pg from 'pg'
import { type Haproxy, startHaproxy } from '../../scripts/haproxy.mjs'
import { type Postgres, startPostgres } from '../../scripts/postgres.mjs'
import { type Redis, startRedis } from '../../scripts/redis.mjs'
import { roomKeys } from '../src/log/keys.js'
import { type Person, register } from './person.js'
import { type PapoProcess, startProcess } from './papo.process.js'

import { until } from './until.js'

export { until }
export type Options = {
  instances?: number
  workers?: number
  haproxy?: boolean
  /** Settings of all processes; tests raise the limits that they are not about. */
  env?: Record<string, string>
  redis?: Record<string, string>
  /** The stand-in that `npm start` takes on a machine without Redis. */
  javascriptRedis?: boolean
}

const GENEROUS = {
  THROTTLE_LIMIT: '100000',
  THROTTLE_BURST: '100000',
  THROTTLE_IP_LIMIT: '1000000',
  ROOM_THROTTLE_LIMIT: '1000000',
  ROOM_OPS_LIMIT: '10000',
  ROOM_OPS_BURST: '10000',
  AUTH_IP_LIMIT: '10000',
  SEARCH_LIMIT: '10000',
  UPLOAD_LIMIT: '10000',
}

const POSTGRES = { fsync: 'off', max_connections: '200' }

/** Papo as it runs in production, on free ports, with stores of its own. Started once per test file. */
export class Cluster {
  readonly instances: PapoProcess[] = []
  readonly workers: PapoProcess[] = []
  haproxy: Haproxy | undefined

  private constructor(
    private readonly dir: string,
    private readonly options: Options,
    public postgres: Postgres,
    public redis: Redis,
    readonly db: pg.Pool,
    readonly databaseUrl: string,
  ) {}

  static async start(options: Options = {}): Promise<Cluster> {
    const dir = await mkdtemp(join(tmpdir(), 'papo-test-'))
    const [postgres, redis] = await Promise.all([
      startPostgres({ dir: join(dir, 'pg'), settings: POSTGRES }),
      startRedis({
        dir: join(dir, 'redis'),
        ...(options.javascriptRedis ? { javascriptOnly: true } : {}),
        ...(options.redis ? { settings: options.redis } : {}),
      }),
    ])
    const databaseUrl = await postgres.createDatabase('papo')
    const db = new pg.Pool({ connectionString: databaseUrl, max: 4 })
    // A pool whose idle connection dies with the server says so here, or ends the process.
    db.on('error', () => undefined)
    const cluster = new Cluster(dir, options, postgres, redis, db, databaseUrl)
    const { instances = 2, workers = 1 } = options
    await Promise.all([
      ...Array.from({ length: instances }, () => cluster.addInstance()),
      ...Array.from({ length: workers }, () => cluster.addWorker()),
    ])
    if (options.haproxy)
      cluster.haproxy = await startHaproxy({ backs: cluster.instances.map((i) => `127.0.0.1:${i.port}`) })
    return cluster
  }

  /** `dist`: of another version. */
  async addInstance(env: Record<string, string> = {}, dist?: string): Promise<PapoProcess> {
    const instance = await startProcess('main', { ...this.env, PORT: '0', HOST: '127.0.0.1', ...env }, dist)
    this.instances.push(instance)
    return instance
  }

  async addWorker(env: Record<string, string> = {}, dist?: string): Promise<PapoProcess> {
    const worker = await startProcess('worker', { ...this.env, ...env }, dist)
    this.workers.push(worker)
    return worker
  }

  /** Registers someone new, who calls the given instance, else the first that runs. */
  person(username: string, at?: string): Promise<Person> {
    return register(username, () => at ?? this.url())
  }

  /** Of an instance that runs, by its place among them. */
  url(place = 0): string {
    const running = this.instances.filter((instance) => instance.running)
    const instance = running[place % running.length]
    if (!instance) throw new Error('no instance is running')
    return instance.url
  }

  /** Redis dies as in a crash and comes back with what its append-only file holds. */
  async restartRedis(between: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    const { port } = this.redis
    await this.redis.kill()
    await between()
    const settings = this.options.redis ? { settings: this.options.redis } : {}
    this.redis = await startRedis({ dir: join(this.dir, 'redis'), port, ...settings })
    await this.untilReady()
  }

  /** PostgreSQL stops as in a crash and comes back on the same port. */
  async restartPostgres(between: () => Promise<void>): Promise<void> {
    const { port } = this.postgres
    await this.postgres.stop('immediate')
    await between()
    this.postgres = await startPostgres({ dir: join(this.dir, 'pg'), port, settings: POSTGRES })
    await this.untilReady()
  }

  /** All instances that run have their stores again. */
  async untilReady(): Promise<void> {
    for (const instance of this.instances.filter(({ running }) => running))
      await until(async () => (await fetch(`${instance.url}/health/ready`)).ok, {
        what: 'an instance is ready again',
      })
  }

  /** Meanwhile no instance hears what is published, as if its messages were lost. */
  async deafen(meanwhile: () => Promise<void>): Promise<void> {
    await this.withRedis(async (redis) => {
      const clients = (await redis.call('CLIENT', 'LIST', 'TYPE', 'pubsub')) as string
      const ids = [...clients.matchAll(/^id=(\d+)/gm)].map(([, id = '']) => id)
      // Cut off and kept away: the instances come back to find messages gone.
      await redis.call('ACL', 'SETUSER', 'default', '-psubscribe', '-subscribe')
      for (const id of ids) await redis.call('CLIENT', 'KILL', 'ID', id)
      await meanwhile()
      await redis.call('ACL', 'SETUSER', 'default', '+psubscribe', '+subscribe')
      for (const id of ids) await redis.call('CLIENT', 'KILL', 'ID', id)
    })
  }

  /** Takes a room's clientIds out of Redis, as their expiry does. @returns how many there were */
  async forgetClientIds(roomId: string): Promise<number> {
    return this.withRedis(async (redis) => {
      const { dedupe } = roomKeys(roomId)
      const keys = await redis.keys(`${dedupe.replaceAll(/[{}]/g, '\\$&')}*`)
      return keys.length > 0 ? redis.del(...keys) : 0
    })
  }

  /** Drops what the hot window holds before `seq`, as after many more messages. */
  async cutWindow(roomId: string, seq: number): Promise<void> {
    await this.withRedis((redis) => redis.xtrim(roomKeys(roomId).log, 'MINID', seq))
  }

  async withRedis<T>(work: (redis: Client) => Promise<T>): Promise<T> {
    const redis = new Client(this.redis.url)
    try {
      return await work(redis)
    } finally {
      redis.disconnect()
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.instances, ...this.workers].map((process) => process.stop()))
    await this.haproxy?.stop()
    await this.db.end()
    await Promise.all([this.redis.stop(), this.postgres.stop('immediate')])
    rmSync(this.dir, { recursive: true, force: true })
  }

  private get env(): Record<string, string> {
    return {
      NODE_ENV: 'test',
      ...GENEROUS,
      DATABASE_URL: this.databaseUrl,
      REDIS_URL: this.redis.url,
      UPLOADS_DIR: join(this.dir, 'uploads'),
      ...this.options.env,
    }
  }
}

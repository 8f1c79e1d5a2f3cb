// @ts-check
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis as Client } from 'ioredis'
import pg from 'pg'
import { isRunning } from '../../scripts/child.mjs'
import { Failure } from '../../scripts/failure.mjs'
import { startPostgres } from '../../scripts/postgres.mjs'
import { startRedis } from '../../scripts/redis.mjs'
import { startBucket } from './bucket.js'
import { RedisPair } from './redis.pair.js'
import { SmallDisk } from './small.disk.js'

/** @typedef {import('../../scripts/redis.mjs').Redis} Redis */
/** @typedef {import('../../scripts/postgres.mjs').Postgres} Postgres */

const DISK_MEGABYTES = { redis: 48, postgres: 320 }
const AGAIN_MS = 300

/** Where the laboratory's Papo keeps everything, to be stopped, paused, crashed and filled. */
export class Stores {
  /** @type {Redis | undefined} */
  redis
  /** In place of `redis`. @type {RedisPair | undefined} */
  pair
  /** @type {Postgres | undefined} */
  postgres
  /** @type {import('./bucket.js').Bucket | undefined} */
  bucket
  /** Of PostgreSQL. @type {pg.Pool | undefined} */
  db
  /** @type {SmallDisk | undefined} */
  disk
  databaseUrl = ''

  /** @param {string} dir @param {import('./lab.js').LabOptions} options */
  constructor(dir, options) {
    this.dir = dir
    this.options = options
  }

  async start() {
    const { disk, replica } = this.options
    if (disk) this.disk = SmallDisk.mount(join(this.dir, disk), DISK_MEGABYTES[disk])
    await Promise.all([
      this.#startPostgres().then((postgres) => (this.postgres = postgres)),
      startBucket(join(this.dir, 's3')).then((bucket) => (this.bucket = bucket)),
      replica
        ? RedisPair.start(join(this.dir, 'redis')).then((pair) => (this.pair = pair))
        : this.#startRedis().then((redis) => (this.redis = redis)),
    ])
    this.databaseUrl = await must(this.postgres).createDatabase('papo')
    this.db = new pg.Pool({ connectionString: this.databaseUrl, max: 4 })
    // A pool whose idle connection dies with the server says so here, or ends the process.
    this.db.on('error', () => undefined)
  }

  get redisUrl() {
    return (this.pair ?? must(this.redis)).url
  }

  /** By which Papo finds them. */
  get env() {
    return { DATABASE_URL: this.databaseUrl, REDIS_URL: this.redisUrl, ...must(this.bucket).env }
  }

  /** @returns {Promise<Redis>} */
  #startRedis(port = 0) {
    const { redis: settings = {} } = this.options
    return startRedis({ dir: join(this.dir, 'redis'), ...(port && { port }), settings })
  }

  /** @returns {Promise<Postgres>} */
  #startPostgres(port = 0) {
    const settings = { max_connections: '200', ...this.options.postgres }
    return startPostgres({ dir: join(this.dir, 'postgres'), ...(port && { port }), settings })
  }

  /** @param {() => Promise<unknown>} [between] what happens to its files meanwhile */
  async crashRedis(between) {
    const { port } = must(this.redis)
    await must(this.redis).kill()
    await between?.()
    this.redis = await this.#startRedis(port)
  }

  /** @param {number} downMs */
  async crashPostgres(downMs) {
    const { port } = must(this.postgres)
    await must(this.postgres).stop('immediate')
    await sleep(downMs)
    this.postgres = await this.#startPostgres(port)
  }

  /**
   * What ended by itself is started again, as a supervisor does, until `isOver` and all of it runs.
   * @param {() => boolean} isOver
   * @returns {Promise<number>} how often something had to be
   */
  async supervise(isOver) {
    for (let restarts = 0; ; await sleep(AGAIN_MS)) {
      const restart = this.#restart()
      if (!restart && isOver()) return restarts
      if (restart) restarts++
      await restart?.catch((/** @type {unknown} */ error) => {
        // It did not start: it is tried again.
        if (!(error instanceof Failure)) throw error
      })
    }
  }

  /** @returns {Promise<unknown> | undefined} undefined if nothing has ended */
  #restart() {
    const redis = must(this.redis)
    const postgres = must(this.postgres)
    if (!isRunning(redis.child)) return this.#startRedis(redis.port).then((started) => (this.redis = started))
    if (isRunning(postgres.child)) return undefined
    return this.#startPostgres(postgres.port).then((started) => (this.postgres = started))
  }

  /** @template T @param {(redis: Client) => Promise<T>} work @returns {Promise<T>} */
  async withRedis(work) {
    const redis = new Client(this.redisUrl)
    redis.on('error', () => undefined)
    try {
      return await work(redis)
    } finally {
      redis.disconnect()
    }
  }

  async stop() {
    await this.db?.end()
    try {
      await Promise.all([this.redis?.stop(), this.pair?.stop(), this.bucket?.stop()])
      await this.postgres?.stop('immediate')
    } finally {
      this.disk?.unmount()
    }
  }
}

/** @template T @param {T | undefined} part @returns {T} */
export function must(part) {
  if (part === undefined) throw new Failure('this part of the laboratory was never started')
  return part
}

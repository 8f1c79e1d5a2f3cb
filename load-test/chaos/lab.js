// @ts-check
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis as Client } from 'ioredis'
import pg from 'pg'
import { isRunning, stopChild } from '../../scripts/child.mjs'
import { Failure } from '../../scripts/failure.mjs'
import { startHaproxy } from '../../scripts/haproxy.mjs'
import { freePort } from '../../scripts/ports.mjs'
import { startPostgres } from '../../scripts/postgres.mjs'
import { findRedis, startRedis } from '../../scripts/redis.mjs'
import { isReady, launchPapo, watch } from './papo.js'

/**
 * @typedef {{ redis?: { [setting: string]: string }, env?: { [name: string]: string } }} LabOptions
 * @typedef {import('./papo.js').Papo} Papo
 */

export const INSTANCES = 3
const WORKERS = 2

/** Papo as it runs in production, on free ports of this machine, with every part within reach of a fault. */
export class Lab {
  /** @type {Papo[]} */
  instances = []
  /** @type {Papo[]} */
  workers = []
  /** @type {import('../../scripts/redis.mjs').Redis | undefined} */
  redis
  /** @type {import('../../scripts/postgres.mjs').Postgres | undefined} */
  postgres
  /** What went wrong that nobody had done: exits, and lines of the logs that name an alarm. @type {string[]} */
  incidents = []

  /** @param {LabOptions} options @param {string} dir */
  constructor(options, dir) {
    this.options = options
    this.dir = dir
  }

  /** @param {LabOptions} [options] @returns {Promise<Lab>} */
  static async start(options = {}) {
    if (!findRedis()) throw new Failure('chaos needs a real redis-server or valkey-server')
    const lab = new Lab(options, await mkdtemp(join(tmpdir(), 'papo-chaos-')))
    try {
      await lab.#start()
      return lab
    } catch (error) {
      await lab.stop()
      throw error
    }
  }

  async #start() {
    const [postgres, redis] = await Promise.all([this.#startPostgres(), this.#startRedis()])
    this.postgres = postgres
    this.redis = redis
    this.databaseUrl = await postgres.createDatabase('papo')
    this.db = new pg.Pool({ connectionString: this.databaseUrl, max: 4 })
    // A pool whose idle connection dies with the server says so here, or ends the process.
    this.db.on('error', () => undefined)
    this.instances = await Promise.all(Array.from({ length: INSTANCES }, () => this.launch('main')))
    this.workers = await Promise.all(Array.from({ length: WORKERS }, () => this.launch('worker')))
    this.haproxy = await startHaproxy({ backs: this.instances.map(({ port }) => `127.0.0.1:${port}`) })
  }

  get origin() {
    return this.haproxy?.url ?? ''
  }

  /**
   * @param {Papo['role']} role
   * @param {{ port?: number, env?: { [name: string]: string } }} [how] `port` of one that it replaces
   * @returns {Promise<Papo>} once it serves
   */
  async launch(role, how = {}) {
    const stores = { DATABASE_URL: this.databaseUrl ?? '', REDIS_URL: must(this.redis).url }
    const env = { UPLOADS_DIR: join(this.dir, 'uploads'), ...stores, ...this.options.env, ...how.env }
    const papo = await launchPapo(role, { env, port: how.port ?? (await freePort()) })
    watch(papo, (incident) => this.incidents.push(incident))
    return papo
  }

  /** As a crash does. @param {Papo} papo */
  async kill(papo) {
    papo.wanted = false
    await stopChild(papo.child, { signal: 'SIGKILL' })
  }

  /** Whatever is gone is started again where it was. */
  async restoreProcesses() {
    const again = async (/** @type {Papo} */ papo) =>
      isRunning(papo.child) ? papo : this.launch(papo.role, { port: papo.port })
    this.instances = await Promise.all(this.instances.map(again))
    this.workers = await Promise.all(this.workers.map(again))
  }

  async untilReady(withinMs = 60_000) {
    const deadline = Date.now() + withinMs
    for (const { port } of [...this.instances, ...this.workers])
      while (!(await isReady(port))) {
        if (Date.now() > deadline) throw new Failure(`not ready within ${withinMs} ms: port ${port}`)
        await sleep(50)
      }
  }

  /** @returns {Promise<import('../../scripts/redis.mjs').Redis>} */
  #startRedis(port = 0) {
    const { redis: settings = {} } = this.options
    return startRedis({ dir: join(this.dir, 'redis'), ...(port && { port }), settings })
  }

  /** @returns {Promise<import('../../scripts/postgres.mjs').Postgres>} */
  #startPostgres(port = 0) {
    const settings = { max_connections: '200' }
    return startPostgres({ dir: join(this.dir, 'pg'), ...(port && { port }), settings })
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

  /** @template T @param {(redis: Client) => Promise<T>} work @returns {Promise<T>} */
  async withRedis(work) {
    const redis = new Client(must(this.redis).url)
    try {
      return await work(redis)
    } finally {
      redis.disconnect()
    }
  }

  async stop() {
    for (const papo of [...this.instances, ...this.workers]) papo.wanted = false
    await Promise.all([...this.instances, ...this.workers].map(({ child }) => stopChild(child)))
    await this.haproxy?.stop()
    await this.db?.end()
    await Promise.all([this.redis?.stop(), this.postgres?.stop('immediate')])
    await rm(this.dir, { recursive: true, force: true })
  }
}

/** @template T @param {T | undefined} part @returns {T} */
export function must(part) {
  if (part === undefined) throw new Failure('this part of the laboratory was never started')
  return part
}

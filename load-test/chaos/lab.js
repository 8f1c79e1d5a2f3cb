// @ts-check
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isRunning, stopChild } from '../../scripts/child.mjs'
import { Failure } from '../../scripts/failure.mjs'
import { startHaproxy } from '../../scripts/haproxy.mjs'
import { freePort } from '../../scripts/ports.mjs'
import { findRedis } from '../../scripts/redis.mjs'
import { isReady, launchPapo, watch } from './papo.js'
import { readStores } from './store.js'
import { must, Stores } from './stores.js'

/**
 * @typedef {{ redis?: { [setting: string]: string }, postgres?: { [setting: string]: string },
 *   haproxy?: { [setting: string]: string }, env?: { [name: string]: string }, replica?: boolean,
 *   disk?: 'redis' | 'postgres' }} LabOptions `disk`: of which the files are on a small disk of their own
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
  /** What went wrong that nobody had done: exits, and lines of the logs that name an alarm. @type {string[]} */
  incidents = []

  /** @param {LabOptions} options @param {string} dir */
  constructor(options, dir) {
    this.options = options
    this.dir = dir
    this.stores = new Stores(dir, options)
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
    await this.stores.start()
    this.instances = await Promise.all(Array.from({ length: INSTANCES }, () => this.launch('main')))
    this.workers = await Promise.all(Array.from({ length: WORKERS }, () => this.launch('worker')))
    const backs = this.instances.map(({ port }) => `127.0.0.1:${port}`)
    this.haproxy = await startHaproxy({ backs, settings: this.options.haproxy ?? {} })
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
    const env = { ...this.stores.env, ...this.options.env, ...how.env }
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

  /** @param {{ roomIds: string[] }} party */
  readStores({ roomIds }) {
    return readStores(must(this.stores.db), roomIds)
  }

  /** @returns {Promise<number>} */
  failedJobs() {
    return this.stores.withRedis((redis) => redis.zcard('{bull}:persist:failed'))
  }

  async stop() {
    for (const papo of [...this.instances, ...this.workers]) papo.wanted = false
    await Promise.all([...this.instances, ...this.workers].map(({ child }) => stopChild(child)))
    await this.haproxy?.stop()
    await this.stores.stop()
    await rm(this.dir, { recursive: true, force: true })
  }
}

// @ts-check
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis as Client } from 'ioredis'
import { startRedis } from '../../scripts/redis.mjs'
import { Proxy } from './proxy.js'

/**
 * @typedef {import('../../scripts/redis.mjs').Redis} Redis
 * @typedef {{ server: Redis, dir: string }} Node
 * @typedef {{ events: number, windowMs: number }} Window What a replica did not have when its primary died: events of
 *   rooms, and how long before the death the first of them was accepted.
 */

const SETTINGS = { 'repl-diskless-sync-delay': '0' }
const LOOK_EVERY_MS = 20

/** A primary and its replica, behind an address that leads to whoever is the primary. */
export class RedisPair {
  /** @param {{ primary: Node, replica: Node, front: Proxy, link: Proxy }} parts `link` is how the replica reaches the primary */
  constructor({ primary, replica, front, link }) {
    this.primary = primary
    this.replica = replica
    this.front = front
    this.link = link
  }

  /** @param {string} dir */
  static async start(dir) {
    const [primary, replica] = await Promise.all(['a', 'b'].map((name) => startNode(join(dir, name))))
    if (!primary || !replica) throw new Error('unreachable')
    const { port } = primary.server
    const [front, link] = await Promise.all([Proxy.listen(port), Proxy.listen(port)])
    const pair = new RedisPair({ primary, replica, front, link })
    await pair.#follow()
    return pair
  }

  get url() {
    return `redis://127.0.0.1:${this.front.port}`
  }

  /** The primary dies with what the replica has not got yet, which takes its place; then it returns as the replica. @param {number} downMs @returns {Promise<Window>} */
  async fail(downMs) {
    const { primary, replica } = this
    await primary.server.kill()
    const diedAt = Date.now()
    this.link.cut()
    await sleep(downMs)
    const has = await within(replica.server, async (redis) => {
      await redis.call('REPLICAOF', 'NO', 'ONE')
      return lastSeqs(redis)
    })
    this.front.lead(replica.server.port)
    const window = await this.#exhume(has, diedAt)
    this.link.lead(replica.server.port)
    this.primary = replica
    this.replica = primary
    await this.#follow()
    return window
  }

  async stop() {
    await Promise.all([this.front.stop(), this.link.stop()])
    await Promise.all([this.primary.server.stop(), this.replica.server.stop()])
  }

  /** What the dead primary's file tells that others never saw. @param {Map<string, number>} has @param {number} diedAt @returns {Promise<Window>} */
  async #exhume(has, diedAt) {
    const { dir, server } = this.primary
    this.primary.server = (await startNode(dir, server.port)).server
    return within(this.primary.server, async (redis) => {
      const lost = []
      for (const [key] of await lastSeqs(redis))
        lost.push(...(await redis.xrange(key, `(${has.get(key) ?? 0}-0`, '+')))
      const ats = lost.map(([, fields]) => Date.parse(JSON.parse(fields[1] ?? '{}').at))
      return { events: lost.length, windowMs: lost.length === 0 ? 0 : diedAt - Math.min(...ats) }
    })
  }

  async #follow() {
    this.link.latencyMs = 0
    await within(this.replica.server, async (redis) => {
      await redis.call('REPLICAOF', '127.0.0.1', String(this.link.port))
      while (!/^master_link_status:up/m.test(await redis.info('replication'))) await sleep(LOOK_EVERY_MS)
    })
  }
}

/** @param {string} dir @param {number} [port] @returns {Promise<Node>} */
const startNode = async (dir, port) => ({
  dir,
  server: await startRedis({ dir, ...(port && { port }), settings: SETTINGS }),
})

/** The last seq of each room's log. @param {Client} redis @returns {Promise<Map<string, number>>} */
async function lastSeqs(redis) {
  const keys = await redis.keys('*:room:*:log')
  const last = await Promise.all(keys.map((key) => redis.xrevrange(key, '+', '-', 'COUNT', 1)))
  return new Map(keys.map((key, index) => [key, Number.parseInt(last[index]?.[0]?.[0] ?? '0', 10)]))
}

/** @template T @param {Redis} server @param {(redis: Client) => Promise<T>} work @returns {Promise<T>} */
async function within(server, work) {
  const redis = new Client(server.url)
  try {
    return await work(redis)
  } finally {
    redis.disconnect()
  }
}

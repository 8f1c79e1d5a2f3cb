import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis as Client } from 'ioredis'
import { freePorts } from '../../scripts/ports.mjs'
import { type Redis, startRedis } from '../../scripts/redis.mjs'
import { until } from './until.js'

const NODE_TIMEOUT_MS = 1_500
const SLOTS = 16_384
/** A disk that pauses for a second must not look like a node that died. */
const QUICK = { 'repl-diskless-sync-delay': '0', 'repl-ping-replica-period': '1', appendfsync: 'no' }

async function ask<T>(server: Redis, work: (redis: Client) => Promise<T>): Promise<T> {
  const redis = new Client(server.url)
  try {
    return await work(redis)
  } finally {
    redis.disconnect()
  }
}

const follows = (server: Redis) =>
  ask(server, async (redis) => /^master_link_status:up/m.test(await redis.info('replication')))

/** From now on its replicas get nothing more: what it acknowledges dies with it. */
export const silence = (primary: Redis) =>
  ask(primary, async (redis) => {
    await redis.call('ACL', 'SETUSER', 'default', '-psync', '-sync', '-replconf')
    await redis.call('CLIENT', 'KILL', 'TYPE', 'replica')
  })

/** A Redis Cluster on loopback: three nodes, each with a replica if wanted. */
export class RedisNodes {
  private constructor(
    private readonly dir: string,
    readonly primaries: Redis[],
    readonly replicas: Redis[],
  ) {}

  static async start({ replicas = false } = {}): Promise<RedisNodes> {
    const dir = await mkdtemp(join(tmpdir(), 'papo-nodes-'))
    const count = replicas ? 6 : 3
    const ports = await freePorts(2 * count)
    const all = await Promise.all(
      Array.from({ length: count }, (_, i) => startNode(join(dir, String(i)), ports.slice(2 * i, 2 * i + 2))),
    )
    const nodes = new RedisNodes(dir, all.slice(0, 3), all.slice(3))
    await nodes.join()
    return nodes
  }

  get list(): string {
    return this.primaries.map(({ port }) => `127.0.0.1:${port}`).join(',')
  }

  /** Which of the three has the slot, by the division at the start. */
  placeOf(slot: number): number {
    return Math.floor((slot * 3) / SLOTS)
  }

  /** Moves a slot with its keys to another node, as an operator does. */
  async move(slot: number, [from, to]: [number, number]): Promise<void> {
    const [source, target] = [this.primaries[from], this.primaries[to]]
    if (!source || !target) throw new Error('no such node')
    const ids = await Promise.all([source, target].map((node) => ask(node, (redis) => redis.cluster('MYID'))))
    const [sourceId = '', targetId = ''] = ids.map(String)
    await ask(target, (redis) => redis.cluster('SETSLOT', slot, 'IMPORTING', sourceId))
    await ask(source, async (redis) => {
      await redis.cluster('SETSLOT', slot, 'MIGRATING', targetId)
      for (;;) {
        const keys = await redis.cluster('GETKEYSINSLOT', slot, 50)
        if (keys.length === 0) break
        await redis.call('MIGRATE', '127.0.0.1', target.port, '', 0, 5_000, 'KEYS', ...keys)
      }
    })
    for (const node of [target, source, ...this.primaries])
      await ask(node, (redis) => redis.cluster('SETSLOT', slot, 'NODE', targetId))
  }

  async stop(): Promise<void> {
    await Promise.all([...this.primaries, ...this.replicas].map((node) => node.kill()))
    rmSync(this.dir, { recursive: true, force: true })
  }

  private async join(): Promise<void> {
    const [first] = this.primaries
    if (!first) throw new Error('no nodes')
    const all = [...this.primaries, ...this.replicas]
    for (const [i, node] of this.primaries.entries()) {
      const [from, to] = [Math.ceil((i * SLOTS) / 3), Math.ceil(((i + 1) * SLOTS) / 3) - 1]
      await ask(node, (redis) => redis.cluster('ADDSLOTSRANGE', from, to))
      await ask(node, (redis) => redis.call('CLUSTER', 'SET-CONFIG-EPOCH', i + 1))
    }
    for (const node of all.slice(1))
      await ask(node, async (redis) => {
        await redis.call('CLUSTER', 'MEET', '127.0.0.1', first.port, busOf.get(first.port) ?? 0)
      })
    await until(async () => (await Promise.all(all.map(known))).every((count) => count === all.length), {
      what: 'all nodes know each other',
    })
    await Promise.all(this.replicas.map((replica, i) => this.attach(replica, this.primaries[i])))
    await until(async () => (await Promise.all(all.map(isWell))).every(Boolean), {
      what: 'the cluster is well',
    })
  }

  private async attach(replica: Redis, primary: Redis | undefined): Promise<void> {
    if (!primary) return
    const id = await ask(primary, (redis) => redis.cluster('MYID'))
    await ask(replica, (redis) => redis.cluster('REPLICATE', String(id)))
    await until(() => follows(replica), { what: 'a replica follows' })
  }
}

const busOf = new Map<number, number>()

async function startNode(dir: string, [port = 0, bus = 0]: number[]): Promise<Redis> {
  busOf.set(port, bus)
  const settings = {
    ...QUICK,
    'cluster-enabled': 'yes',
    'cluster-port': String(bus),
    'cluster-node-timeout': String(NODE_TIMEOUT_MS),
    'cluster-config-file': 'nodes.conf',
  }
  return startRedis({ dir, port, settings })
}

const known = (node: Redis) =>
  ask(
    node,
    async (redis) =>
      String(await redis.cluster('NODES'))
        .trim()
        .split('\n').length,
  )
const isWell = (node: Redis) =>
  ask(node, async (redis) => /^cluster_state:ok/m.test(String(await redis.cluster('INFO'))))

import type { ChildProcess } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis as Client } from 'ioredis'
import { launch, stopChild } from '../../scripts/child.mjs'
import { freePort } from '../../scripts/ports.mjs'
import { findRedis, type Redis, startRedis } from '../../scripts/redis.mjs'
import { until } from './until.js'

const NAME = 'papo'
/** A disk that pauses for a second must not look like a primary that died. */
const SETTINGS = { 'repl-diskless-sync-delay': '0', 'repl-ping-replica-period': '1', appendfsync: 'no' }
type Sentinel = { port: number; child: ChildProcess }

/** A primary, its replica, and three Sentinels that watch over them. */
export class RedisSentinels {
  private constructor(
    private readonly dir: string,
    readonly primary: Redis,
    readonly replica: Redis,
    private readonly sentinels: Sentinel[],
  ) {}

  static async start(): Promise<RedisSentinels> {
    const dir = await mkdtemp(join(tmpdir(), 'papo-sentinels-'))
    const primary = await startRedis({ dir: join(dir, 'a'), settings: SETTINGS })
    const replicaof = `127.0.0.1 ${primary.port}`
    const replica = await startRedis({ dir: join(dir, 'b'), settings: { ...SETTINGS, replicaof } })
    const sentinels = await Promise.all(
      ['1', '2', '3'].map((name) => startSentinel(join(dir, name), primary.port)),
    )
    const started = new RedisSentinels(dir, primary, replica, sentinels)
    await until(async () => (await Promise.all(sentinels.map(knowsAll))).every(Boolean), {
      what: 'the Sentinels know each other and the replica',
    })
    return started
  }

  get env(): Record<string, string> {
    const list = this.sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',')
    return { REDIS_URL: '', REDIS_SENTINELS: list, REDIS_SENTINEL_NAME: NAME }
  }

  async stop(): Promise<void> {
    await Promise.all(this.sentinels.map(({ child }) => stopChild(child, { signal: 'SIGKILL' })))
    await Promise.all([this.primary.kill(), this.replica.kill()])
    rmSync(this.dir, { recursive: true, force: true })
  }
}

async function startSentinel(dir: string, watched: number): Promise<Sentinel> {
  mkdirSync(dir, { recursive: true })
  const [port, file] = [await freePort(), join(dir, 'sentinel.conf')]
  const lines = [
    ...[`port ${port}`, 'bind 127.0.0.1', `dir ${dir}`],
    `sentinel monitor ${NAME} 127.0.0.1 ${watched} 2`,
    `sentinel down-after-milliseconds ${NAME} 1000`,
    `sentinel failover-timeout ${NAME} 5000`,
  ]
  writeFileSync(file, `${lines.join('\n')}\n`)
  const child = launch([findRedis() ?? 'redis-server', file, '--sentinel'])
  child.stdout?.resume()
  child.stderr?.resume()
  return { port, child }
}

async function knowsAll({ port }: Sentinel): Promise<boolean> {
  const client = new Client({ port, host: '127.0.0.1', retryStrategy: () => null, lazyConnect: true })
  client.on('error', () => undefined)
  try {
    const fields = (await client.call('SENTINEL', 'MASTER', NAME)) as string[]
    const field = (name: string) => fields[fields.indexOf(name) + 1]
    return field('num-other-sentinels') === '2' && field('num-slaves') === '1'
  } catch {
    return false
  } finally {
    client.disconnect()
  }
}

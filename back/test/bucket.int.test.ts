import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis as Client } from 'ioredis'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Redis as Server, startRedis } from '../../scripts/redis.mjs'
import { readConfig } from '../src/config.js'
import { Redis } from '../src/infra/redis.js'
import { BucketStore } from '../src/limit/bucket.store.js'
import { CurrentLimits } from '../src/limit/current.limits.js'
import { until } from './until.js'

// Ten tries, then one more per 30 s.
const POLICY = 'loginOfAccount'
const one = { needed: 1, wanted: 1, refund: 0 }

describe.each([
  ['a real Redis', false],
  ['the JavaScript stand-in', true],
])('on %s', (_, javascriptOnly) => {
  const dir = mkdtempSync(join(tmpdir(), 'papo-'))
  let server: Server
  let redis: Redis
  let client: Client
  let buckets: BucketStore
  beforeAll(async () => {
    server = await startRedis({ dir, javascriptOnly })
    const config = readConfig({ DATABASE_URL: 'postgresql://x', REDIS_URL: server.url })
    redis = new Redis(config, pino({ level: 'silent' }))
    buckets = new BucketStore(redis, config, new CurrentLimits(config))
    client = new Client(server.url)
    await until(() => redis.hot.status === 'ready')
  })
  afterAll(async () => {
    redis.onApplicationShutdown()
    client.disconnect()
    await server.stop()
    rmSync(dir, { recursive: true })
  })

  async function emptied(key: string): Promise<void> {
    const { granted } = await buckets.take(POLICY, key, { needed: 1, wanted: 10, refund: 0 })
    expect(granted).toBe(10)
  }
  /** Nothing has come back by the next call, however slow this machine is; the last wait ended `quietMs` ago. */
  async function standStill(quietMs?: number): Promise<void> {
    const now = Number((await client.time())[0]) * 1_000
    const [key = ''] = await client.keys('limit:*')
    await client.hset(key, { at: now + 60_000, ...(quietMs === undefined ? {} : { till: now - quietMs }) })
  }
  const waitOf = async (key: string) =>
    Math.round((await buckets.take(POLICY, key, one)).retryAfterMs / 1_000)

  test('a full bucket gives what it holds, in lots or one by one, and then says how long to wait', async () => {
    await client.flushall()
    expect(await buckets.take(POLICY, 'alice', { needed: 1, wanted: 7, refund: 0 })).toMatchObject({
      granted: 7,
    })
    expect(await buckets.take(POLICY, 'alice', { needed: 1, wanted: 7, refund: 0 })).toMatchObject({
      granted: 3,
    })
    await standStill()
    expect(await waitOf('alice')).toBe(30)
    expect(await buckets.take(POLICY, 'bob', one)).toEqual({ granted: 1, retryAfterMs: 0 })
  })

  test('what comes back is spent again, but never above what the bucket holds', async () => {
    await client.flushall()
    await emptied('alice')
    expect(await buckets.take(POLICY, 'alice', { needed: 1, wanted: 9, refund: 4 })).toMatchObject({
      granted: 4,
    })
    expect(await buckets.take(POLICY, 'alice', { needed: 1, wanted: 50, refund: 100 })).toMatchObject({
      granted: 10,
    })
  })

  test('asking again during a wait does not lengthen it', async () => {
    await client.flushall()
    await emptied('alice')
    await waitOf('alice')
    for (let i = 0; i < 5; i++) expect(await waitOf('alice')).toBeLessThanOrEqual(30)
  })

  test('each further breach doubles the wait up to five minutes, and quiet minutes take it back', async () => {
    await client.flushall()
    await emptied('alice')
    await standStill()
    const waits: number[] = []
    for (let i = 0; i < 6; i++) {
      waits.push(await waitOf('alice'))
      await standStill(0)
    }
    expect(waits).toEqual([30, 60, 120, 240, 300, 300])
    await standStill(4 * 60_000)
    expect(await waitOf('alice')).toBe(120)
    await standStill(60 * 60_000)
    expect(await waitOf('alice')).toBe(30)
  })

  test('a cleared bucket is full again, and one that nobody asks for goes away', async () => {
    await client.flushall()
    await emptied('alice')
    await waitOf('alice')
    const [key = ''] = await client.keys('limit:*')
    expect(await client.pttl(key)).toBeGreaterThan(0)
    await buckets.clear(POLICY, 'alice')
    await emptied('alice')
  })
})

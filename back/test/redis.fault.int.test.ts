import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import { expectKept, expectWhole, Talker } from './talker.js'

let cluster: Cluster
let alice: Person
let bob: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1 })
  alice = await cluster.person('alice')
  bob = await cluster.person('bob')
})
afterAll(() => cluster.stop())

test('Redis killed and restarted mid-burst: a new epoch, nothing acked is lost, the instances stay up', async () => {
  const roomId = await alice.roomWith([bob], 'killed redis')
  const talkers = [alice, bob, alice, bob].map((person, i) => new Talker(cluster, person, roomId, i))
  const watcher = await bob.tab(cluster.url(1))
  const talking = Promise.all(talkers.map((talker, i) => talker.talk(40, `r${i}`)))
  await until(() => talkers.every((talker) => talker.said.length > 8))
  await cluster.restartRedis()
  await talking
  const said = talkers.flatMap((talker) => talker.said)
  expect(new Set(said.map(({ epoch }) => epoch)).size).toBe(2)
  await expectKept(cluster, roomId, said)
  await until(() => watcher.bodies(roomId).length === said.length)
  expectWhole(watcher.of(roomId))
  for (const process of [...cluster.instances, ...cluster.workers]) expect(process.running).toBe(true)
  for (const talker of talkers) talker.close()
})

test('Redis away: a send is refused as unavailable instead of waiting, and works again without a restart', async () => {
  const roomId = await alice.roomWith([bob], 'away')
  const tab = await alice.tab(cluster.url())
  await tab.send(roomId, 'before')
  await cluster.restartRedis(async () => {
    const ack = await tab.ask('message:send', { roomId, clientId: crypto.randomUUID(), body: 'meanwhile' })
    expect(ack).toMatchObject({ ok: false, error: { code: 'unavailable', retryable: true } })
  })
  const talker = new Talker(cluster, alice, roomId)
  await talker.say('after')
  expect((await bob.messages(roomId)).messages.map((message) => message.body)).toEqual(['before', 'after'])
  talker.close()
})

test('Redis loses everything that PostgreSQL does not have: no seq is ever used with two bodies', async () => {
  const roomId = await alice.roomWith([bob], 'lost tail')
  const talker = new Talker(cluster, alice, roomId)
  await talker.talk(5, 'kept')
  await expectKept(cluster, roomId, talker.said)
  for (const worker of cluster.workers) worker.pause()
  await talker.talk(5, 'lost')
  const lost = talker.said.splice(5)
  await cluster.withRedis((redis) => redis.flushall())
  await cluster.restartRedis()
  for (const worker of cluster.workers) worker.resume()
  await talker.talk(5, 'after')
  await expectKept(cluster, roomId, talker.said)
  const used = new Map(lost.map(({ seq, body }) => [seq, body]))
  for (const { seq, body } of talker.said) expect(used.get(seq) ?? body).toBe(body)
  expect(Math.min(...talker.said.slice(5).map(({ seq }) => seq))).toBeGreaterThan(100_000)
  const { messages } = await bob.messages(roomId)
  expect(messages.map((message) => message.body)).toEqual(talker.said.map(({ body }) => body))
  talker.close()
})

test('Redis loses everything again before anything of the new epoch is stored: still no seq is used twice', async () => {
  const roomId = await alice.roomWith([bob], 'lost twice')
  const talker = new Talker(cluster, alice, roomId)
  await talker.talk(3, 'kept')
  await expectKept(cluster, roomId, talker.said)
  for (const worker of cluster.workers) worker.pause()
  const lost: number[] = []
  for (const time of ['once', 'twice', 'thrice']) {
    await cluster.withRedis((redis) => redis.flushall())
    await cluster.restartRedis()
    await talker.talk(3, time)
    if (time !== 'thrice') lost.push(...talker.said.splice(3).map(({ seq }) => seq))
  }
  for (const worker of cluster.workers) worker.resume()
  await expectKept(cluster, roomId, talker.said)
  const seqs = [...lost, ...talker.said.map(({ seq }) => seq)]
  expect(new Set(seqs).size).toBe(seqs.length)
  talker.close()
})

test('a quiet room that lost its tail gets a new epoch without anyone writing', async () => {
  const roomId = await alice.roomWith([bob], 'quiet')
  const tab = await alice.tab(cluster.url())
  const { epoch, seq } = await tab.send(roomId, 'kept')
  await until(async () => (await tab.send(roomId, 'kept too')).persisted >= seq)
  await cluster.withRedis((redis) => redis.flushall())
  await cluster.restartRedis()
  await until(() => (tab.heads[roomId]?.epoch ?? 0) > epoch)
  const { messages } = await bob.messages(roomId)
  expect(messages[0]).toMatchObject({ body: 'kept' })
})

test('a full Redis refuses what is sent and goes on being read', async () => {
  const roomId = await alice.roomWith([bob], 'full')
  const tab = await alice.tab(cluster.url())
  const { seq } = await tab.send(roomId, 'before')
  await cluster.withRedis((redis) => redis.config('SET', 'maxmemory', '1mb'))
  const ack = await tab.ask('message:send', { roomId, clientId: crypto.randomUUID(), body: 'no room' })
  expect(ack).toMatchObject({ ok: false, error: { code: 'unavailable' } })
  const newcomer = await bob.tab(cluster.url())
  const sync = await newcomer.ask('room:sync', { roomId, epoch: 1, since: seq - 1 })
  expect(sync).toMatchObject({ ok: true, data: { head: seq } })
  // Oftener than what was counted ahead lasts (chaos seed 726043361).
  for (let time = 0; time < 25; time++)
    expect((await bob.messages(roomId)).messages.map((message) => message.body)).toEqual(['before'])
  await cluster.withRedis((redis) => redis.config('SET', 'maxmemory', '0'))
  expect((await tab.send(roomId, 'after')).seq).toBe(seq + 1)
})

test('what PostgreSQL said of a clientId in an earlier epoch is not believed in a later one', async () => {
  const script = readFileSync(new URL('../src/log/append.lua', import.meta.url), 'utf8')
  const keys = ['meta', 'log', 'members', 'reads', 'reads:dirty', 'dedupe', 'dirty'].map(
    (key) => `{lookup}:${key}`,
  )
  const meta = { runId: 'run', epoch: 3, epochAt: 0, seq: 7, ordinal: 7, persisted: 7, start: 7 }
  const append = (proof: string) => [
    ...['run', 'room', 'alice', 'clientId', 'message.sent', '{}', 'digest', '0', proof],
    ...[10, 1, 100, '', ''],
  ]
  await cluster.withRedis(async (redis) => {
    await redis.hset('{lookup}:meta', meta)
    await redis.hset('{lookup}:members', 'alice', '1:member:0')
    const run = (proof: string) => redis.eval(script, keys.length, ...keys, ...append(proof))
    expect(await run('0')).toEqual(['lookup', '3'])
    expect(await run('checked:2')).toEqual(['lookup', '3'])
    expect(await run('checked:3')).toMatchObject({ 0: 'ok', 2: '8' })
    await redis.del(...keys)
  })
})

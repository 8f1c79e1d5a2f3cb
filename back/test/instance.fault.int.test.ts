import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import { expectKept, expectWhole, Talker } from './talker.js'

let cluster: Cluster
let alice: Person
let bob: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 3, workers: 2 })
  alice = await cluster.person('alice')
  bob = await cluster.person('bob')
})
afterAll(() => cluster.stop())

test('an instance killed mid-burst costs nothing: all acked messages stay, once, in one order', async () => {
  const roomId = await alice.roomWith([bob], 'killed instance')
  const talkers = [alice, bob, alice, bob].map((person, i) => new Talker(cluster, person, roomId, i))
  // On the instance that stays.
  const watcher = await bob.tab(cluster.url(1))
  const talking = Promise.all(talkers.map((talker, i) => talker.talk(60, `t${i}`)))
  await until(() => talkers.every((talker) => talker.said.length > 10))
  await cluster.instances[0]?.kill()
  await talking
  const said = talkers.flatMap((talker) => talker.said)
  await until(() => watcher.bodies(roomId).length === said.length)
  await expectKept(cluster, roomId, said)
  expectWhole(watcher.of(roomId))
  for (const talker of talkers) {
    // I5: who waited for one ack before sending the next has them in that order.
    const seqs = talker.said.map(({ seq }) => seq)
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b))
    talker.close()
  }
})

test('a worker killed again and again mid-burst loses and doubles nothing, and no job fails', async () => {
  const roomId = await alice.roomWith([bob], 'killed worker')
  const talkers = [alice, bob].map((person, i) => new Talker(cluster, person, roomId, i))
  const talking = Promise.all(talkers.map((talker, i) => talker.talk(150, `w${i}`)))
  for (let killed = 0; killed < 3; killed++) {
    const goal = (killed + 1) * 30
    await until(() => talkers.every((talker) => talker.said.length > goal))
    const [worker] = cluster.workers.splice(0, 1)
    await worker?.kill()
    await cluster.addWorker()
  }
  await talking
  await expectKept(
    cluster,
    roomId,
    talkers.flatMap((talker) => talker.said),
  )
  const failed = await cluster.withRedis((redis) => redis.zcard('{bull}:persist:failed'))
  expect(failed).toBe(0)
  for (const talker of talkers) talker.close()
})

test('two workers on one shard, one of them stalled: no edit is reverted and persisted never falls', async () => {
  const roomId = await alice.roomWith([bob], 'stalled worker')
  const tab = await alice.tab(cluster.url())
  const { seq } = await tab.send(roomId, 'version 0')
  const persisted: number[] = []
  const edit = async (n: number) => {
    const ack = await tab.do('message:edit', {
      roomId,
      clientId: crypto.randomUUID(),
      seq,
      body: `version ${n}`,
    })
    persisted.push(ack.persisted)
  }
  for (let n = 1; n <= 120; n++) {
    // Whichever holds the shard stops in the middle of something, and wakes when the other has gone on.
    if (n % 30 === 10) for (const worker of cluster.workers.slice(0, 1)) worker.pause()
    if (n % 30 === 20) for (const worker of cluster.workers.slice(1, 2)) worker.pause()
    if (n % 30 === 15) for (const worker of cluster.workers.slice(0, 1)) worker.resume()
    if (n % 30 === 25) for (const worker of cluster.workers.slice(1, 2)) worker.resume()
    await edit(n)
  }
  for (const worker of cluster.workers) worker.resume()
  const body = async () => {
    const { rows } = await cluster.db.query<{ body: string }>('SELECT body FROM message WHERE room_id = $1', [
      roomId,
    ])
    return rows[0]?.body
  }
  await until(async () => (await body()) === 'version 120')
  const state = async () => (await tab.send(roomId, 'x')).persisted
  await until(async () => {
    persisted.push(await state())
    return (persisted.at(-1) ?? 0) > 120
  })
  expect(persisted).toEqual([...persisted].sort((a, b) => a - b))
  expect(await body()).toBe('version 120')
})

test('a lost publish, also of the last message, is healed for a client that never asks', async () => {
  const roomId = await alice.roomWith([bob], 'lost publish')
  const talker = new Talker(cluster, alice, roomId)
  const watcher = await bob.tab(cluster.url(1))
  await talker.say('heard')
  await until(() => watcher.bodies(roomId).length === 1)
  await cluster.deafen(async () => {
    await talker.say('not heard')
    await talker.say('nor this')
  })
  await until(() => watcher.bodies(roomId).length === 3, { withinMs: 5_000 })
  await talker.say('again')
  await until(() => watcher.bodies(roomId).length === 4)
  expectWhole(watcher.of(roomId))
  talker.close()
})

test('instances whose subscriptions are refused stay up, and hear again when they may (chaos seed 422828106)', async () => {
  const roomId = await alice.roomWith([bob], 'refused subscription')
  const talker = new Talker(cluster, alice, roomId)
  const watcher = await bob.tab(cluster.url(1))
  const refusals = () => cluster.withRedis((redis) => redis.call('ACL', 'LOG'))
  await cluster.withRedis((redis) => redis.call('ACL', 'LOG', 'RESET'))
  await cluster.deafen(async () => {
    await talker.say('not heard')
    await until(async () => /subscribe/.test(JSON.stringify(await refusals())), { what: 'a refusal' })
  })
  await until(() => watcher.bodies(roomId).length === 1, { withinMs: 5_000 })
  const running = cluster.instances.filter((instance) => instance.running)
  const listeners = async () =>
    String(await cluster.withRedis((redis) => redis.call('CLIENT', 'LIST', 'TYPE', 'pubsub'))).match(
      /psub=1/g,
    )
  await until(async () => (await listeners())?.length === running.length, { what: 'all listen again' })
  await talker.say('heard')
  await until(() => watcher.bodies(roomId).length === 2)
  expectWhole(watcher.of(roomId))
  talker.close()
})

test('an instance that is told to end closes its sockets, leaves, and exits with 0', async () => {
  const instance = await cluster.addInstance()
  const tab = await alice.tab(instance.url)
  await instance.stop()
  expect(instance.child.exitCode).toBe(0)
  expect(tab.disconnects).toBe(1)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import { silence } from './redis.nodes.js'
import { RedisSentinels } from './redis.sentinels.js'
import { expectKept, expectWhole, Talker } from './talker.js'

let redis: RedisSentinels
let cluster: Cluster
let alice: Person
let bob: Person
beforeAll(async () => {
  redis = await RedisSentinels.start()
  cluster = await Cluster.start({ env: redis.env })
  alice = await cluster.person('alice')
  bob = await cluster.person('bob')
})
afterAll(async () => {
  await cluster.stop()
  await redis.stop()
})

test('Sentinels promote a replica that lacks the tail: a new epoch, nothing acked is lost, no seq has two bodies', async () => {
  const { id: roomId } = await alice.room('sentinels')
  await bob.join(roomId)
  const watcher = await bob.tab(cluster.url(1))
  const talker = new Talker(cluster, alice, roomId)
  await talker.talk(5, 'kept')
  await expectKept(cluster, roomId, talker.said)
  for (const worker of cluster.workers) worker.pause()
  await silence(redis.primary)
  await talker.talk(5, 'lost')
  const lost = talker.said.splice(5)
  await redis.primary.kill()
  for (const worker of cluster.workers) worker.resume()
  await talker.talk(3, 'after')
  // As a browser does that hears of another epoch before it heard that its messages were stored.
  for (const { body, clientId } of lost) await talker.say(body, clientId)
  await expectKept(cluster, roomId, talker.said)
  const used = new Map(lost.map(({ seq, body }) => [seq, body]))
  for (const { seq, body } of talker.said) expect(used.get(seq) ?? body).toBe(body)
  expect(talker.said[5]?.epoch).toBeGreaterThan(1)
  await until(() => watcher.bodies(roomId).includes('after 2'))
  expectWhole(watcher.of(roomId))
  for (const process of [...cluster.instances, ...cluster.workers]) expect(process.running).toBe(true)
  talker.close()
})

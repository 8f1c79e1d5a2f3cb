import type { ClusterView } from '@papo/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import { expectKept, Talker } from './talker.js'

let cluster: Cluster
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 1, workers: 1, javascriptRedis: true })
})
afterAll(() => cluster.stop())

test('on a machine without Redis the stand-in carries a conversation: live, stored, read and counted', async () => {
  const [alice, bob] = [await cluster.person('alice'), await cluster.person('bob')]
  const { id: roomId } = await alice.room('stand-in')
  await bob.join(roomId)
  const tab = await bob.tab()
  const talker = new Talker(cluster, alice, roomId)
  await talker.talk(10, 'hello')
  await until(() => tab.bodies(roomId).length === 10)
  await expectKept(cluster, roomId, talker.said)
  expect((await bob.messages(roomId)).messages).toHaveLength(10)
  expect((await bob.rooms()).find((room) => room.id === roomId)).toMatchObject({ unread: 10 })
  // The first account is the owner's.
  const view = () => alice.ok<ClusterView>('GET', '/admin/cluster')
  await until(async () => (await view()).instances.some(({ sockets }) => sockets > 0), { what: 'the beat' })
  expect((await view()).workers).toMatchObject([{ ready: true }])
  talker.close()
})

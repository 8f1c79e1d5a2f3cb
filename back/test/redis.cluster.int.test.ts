import type { ClusterView } from '@papo/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roomKeys } from '../src/log/keys.js'
import { slotOf } from '../src/infra/slot.js'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import { RedisNodes, silence } from './redis.nodes.js'
import { expectKept, expectWhole, type Said, Talker } from './talker.js'

let nodes: RedisNodes
let cluster: Cluster
let alice: Person
let bob: Person
let carol: Person
beforeAll(async () => {
  nodes = await RedisNodes.start({ replicas: true })
  cluster = await Cluster.start({ env: { REDIS_URL: '', REDIS_CLUSTER_NODES: nodes.list } })
  alice = await cluster.person('alice')
  bob = await cluster.person('bob')
  carol = await cluster.person('carol')
})
afterAll(async () => {
  await cluster.stop()
  await nodes.stop()
})

const slotOfRoom = (roomId: string) => slotOf(roomKeys(roomId).meta)

/** A room of both on each node, in the order of the nodes. */
async function aRoomOnEach(name: string): Promise<string[]> {
  const rooms = new Map<number, string>()
  for (let n = 0; rooms.size < 3; n++) {
    const { id } = await alice.room(`${name} ${n}`)
    const place = nodes.placeOf(slotOfRoom(id))
    if (rooms.has(place)) continue
    await bob.join(id)
    rooms.set(place, id)
  }
  return [...rooms].sort(([a], [b]) => a - b).map(([, id]) => id)
}

const talkersOf = (roomId: string) =>
  [alice, bob].map((person, place) => new Talker(cluster, person, roomId, place))
const saidBy = (talkers: Talker[]): Said[] => talkers.flatMap(({ said }) => said)

test('administrators see each node with its replica, and every process', async () => {
  const view = await until(
    async () => {
      const now = await alice.ok<ClusterView>('GET', '/admin/cluster')
      return now.instances.length === 2 && now.workers.length === 1 && now
    },
    { what: 'all processes are seen' },
  )
  expect(view.redis.map(({ role, replicas }) => [role, replicas.length])).toEqual(
    Array.from({ length: 3 }, () => ['master', 1]),
  )
})

test('rooms on all nodes of a Redis Cluster: stored once, in one order, delivered whole on every instance', async () => {
  const rooms = await aRoomOnEach('spread')
  const watchers = await Promise.all([alice.tab(cluster.url(0)), bob.tab(cluster.url(1))])
  await Promise.all(
    rooms.map(async (roomId) => {
      const talkers = talkersOf(roomId)
      await Promise.all(talkers.map((talker, i) => talker.talk(15, `t${i}`)))
      await expectKept(cluster, roomId, saidBy(talkers))
      for (const watcher of watchers) {
        await until(() => watcher.bodies(roomId).length === 30)
        expectWhole(watcher.of(roomId))
      }
      for (const talker of talkers) talker.close()
    }),
  )
})

test('who is online, how far one has read, limits and sessions work across the nodes', async () => {
  const [roomId = ''] = await aRoomOnEach('around')
  const [here, there] = await Promise.all([alice.tab(cluster.url(0)), bob.tab(cluster.url(1))])
  await here.send(roomId, 'read me')
  await until(() => there.bodies(roomId).includes('read me'))
  expect((await there.ask('read:set', { roomId, seq: 3 })).ok).toBe(true)
  const mine = (await bob.rooms(cluster.url(0))).find(({ id }) => id === roomId)
  expect(mine).toMatchObject({ readSeq: 3 })
  await carol.join(roomId)
  const tab = await carol.tab(cluster.url(1))
  await carol.ok('POST', '/auth/logout')
  await until(() => tab.disconnects > 0, { what: 'who logged out has no socket' })
  const isOffline = () => here.presences.some((one) => one.userId === carol.id && one.state === 'offline')
  await until(isOffline, { what: 'who logged out is offline for the others' })
})

test('a slot that moves to another node: its room goes on in a new epoch, nothing is lost', async () => {
  const [, roomId = ''] = await aRoomOnEach('moving')
  const talkers = talkersOf(roomId)
  const talking = Promise.all(talkers.map((talker, i) => talker.talk(40, `m${i}`)))
  await until(() => talkers.every(({ said }) => said.length > 8))
  await nodes.move(slotOfRoom(roomId), [1, 0])
  await talking
  const said = saidBy(talkers)
  expect(new Set(said.map(({ epoch }) => epoch)).size).toBe(2)
  await expectKept(cluster, roomId, said)
  for (const talker of talkers) talker.close()
})

test('a node that dies with what its replica has not got: a new epoch, nothing acked is lost, no seq has two bodies', async () => {
  const [elsewhere = '', , roomId = ''] = await aRoomOnEach('failover')
  const talker = new Talker(cluster, alice, roomId)
  await talker.talk(5, 'kept')
  await expectKept(cluster, roomId, talker.said)
  const [, , primary] = nodes.primaries
  if (!primary) throw new Error('no node')
  for (const worker of cluster.workers) worker.pause()
  await silence(primary)
  await talker.talk(5, 'lost')
  const lost = talker.said.splice(5)
  await primary.kill()
  // The other nodes' rooms are refused for a moment too: a cluster without all of its slots stops.
  for (const worker of cluster.workers) worker.resume()
  await talker.talk(3, 'after')
  // As a browser does that hears of another epoch before it heard that its messages were stored.
  for (const { body, clientId } of lost) await talker.say(body, clientId)
  await expectKept(cluster, roomId, talker.said)
  const used = new Map(lost.map(({ seq, body }) => [seq, body]))
  for (const { seq, body } of talker.said) expect(used.get(seq) ?? body).toBe(body)
  expect(talker.said[5]?.epoch).toBeGreaterThan(1)
  const other = new Talker(cluster, bob, elsewhere)
  await other.talk(3, 'untouched')
  expect(new Set(other.said.map(({ epoch }) => epoch))).toEqual(new Set([1]))
  for (const process of [...cluster.instances, ...cluster.workers]) {
    expect(process.running).toBe(true)
    expect(process.errors).toEqual([])
  }
  talker.close()
  other.close()
})

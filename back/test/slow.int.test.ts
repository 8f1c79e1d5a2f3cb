import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Accepted, RoomEvent } from '@papo/contract'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import type { PapoProcess } from './papo.process.js'
import { Tab } from './tab.js'
import { expectWhole, Talker } from './talker.js'

/** What may wait for one client (`slow.sockets.ts`), and the largest frame that may come on top. */
const MAX_FRAMES = 2_000
const MAX_BYTES = 4 * 1_024 * 1_024
const FRAME_BYTES = 1_024 * 1_024
/** Sixteen kilobytes: many of them are more than the kernel's buffers and the bound together. */
const BIG = '😀'.repeat(4_000)
const AT_ONCE = 20

let cluster: Cluster
let alice: Person
let bob: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1 })
  alice = await cluster.person('alice')
  bob = await cluster.person('bob')
})
afterAll(() => cluster.stop())

const cutOff = ({ lines }: PapoProcess) => lines.filter((line) => line.msg === 'slow socket closed')

/** Talks until the first instance has cut off so many, as only a client with a bound will be. */
async function flood(talker: Talker, clients: number): Promise<void> {
  const [instance] = cluster.instances
  const before = instance ? cutOff(instance).length : 0
  while (instance && cutOff(instance).length < before + clients) {
    if (talker.said.length > 3_000) throw new Error('nobody was cut off')
    await Promise.all(Array.from({ length: AT_ONCE }, () => talker.say(BIG)))
  }
}

/** By `room:sync`, or after a reset by pages: what a client does that was away. */
async function everythingSince(tab: Tab, roomId: string, { epoch, seq }: Accepted): Promise<number[]> {
  const synced = await tab.do('room:sync', { roomId, epoch, since: seq })
  if ('events' in synced) return synced.events.map((event) => event.seq)
  const seqs: number[] = []
  for (let after = seq; after < synced.head;) {
    const { messages } = await bob.messages(roomId, `?after=${after}&limit=50`)
    seqs.push(...messages.map((message) => message.seq))
    after = messages.at(-1)?.seq ?? synced.head
  }
  return seqs
}

const seqsOf = (events: RoomEvent[]) => events.map(({ seq }) => seq)

test('clients that stop reading are cut off at a bound, the others get everything, and they are whole after their return', async () => {
  const roomId = await alice.roomWith([bob], 'slow')
  const talker = new Talker(cluster, alice, roomId, 1)
  const slow = await Promise.all([1, 2, 3].map(() => bob.tab(cluster.url(0))))
  const watcher = await bob.tab(cluster.url(0))
  const start = await talker.say('start')
  await until(() => [...slow, watcher].every((tab) => tab.bodies(roomId).length === 1))
  for (const tab of slow) tab.stopReading()
  await flood(talker, slow.length)
  const [instance] = cluster.instances
  for (const { frames, bytes } of instance ? cutOff(instance) : []) {
    expect(frames).toBeLessThanOrEqual(MAX_FRAMES)
    expect(bytes).toBeLessThanOrEqual(MAX_BYTES + FRAME_BYTES)
  }
  await until(() => watcher.bodies(roomId).length === talker.said.length)
  expectWhole(watcher.of(roomId))
  const back = await bob.tab(cluster.url(1))
  expect(await everythingSince(back, roomId, start)).toEqual(
    seqsOf(watcher.of(roomId)).filter((seq) => seq > start.seq),
  )
  talker.close()
}, 240_000)

test('a polling client that never asks again is cut off at the same bound', async () => {
  const roomId = await alice.roomWith([bob], 'polling')
  const talker = new Talker(cluster, alice, roomId, 1)
  const polling = new Tab(cluster.url(0), bob.token, ['polling'])
  await polling.untilReady()
  const start = await talker.say('start')
  await until(() => polling.bodies(roomId).length === 1)
  // Its next question never leaves.
  const { transport } = polling.socket.io.engine
  Reflect.set(transport, '_poll', () => undefined)
  await flood(talker, 1)
  const back = await bob.tab(cluster.url(1))
  expect(await everythingSince(back, roomId, start)).toHaveLength(talker.said.length - 1)
  polling.close()
  talker.close()
}, 240_000)

test('answers that nobody reads are bounded too: who asks without end for all of a room is cut off', async () => {
  const roomId = await alice.roomWith([bob], 'greedy')
  const talker = new Talker(cluster, alice, roomId, 1)
  const start = await talker.say('start')
  for (let n = 0; n < 60; n++) await talker.say(BIG)
  const [instance] = cluster.instances
  const before = instance ? cutOff(instance).length : 0
  const greedy = await bob.tab(cluster.url(0))
  greedy.stopReading()
  const asked = { roomId, epoch: start.epoch, since: start.seq }
  await until(
    async () => {
      for (let n = 0; n < 20; n++) greedy.socket.emit('room:sync', asked, () => undefined)
      return !instance || cutOff(instance).length > before
    },
    { what: 'the greedy client is cut off' },
  )
  const [{ bytes } = { bytes: Infinity }] = instance ? cutOff(instance).slice(-1) : []
  expect(bytes).toBeLessThanOrEqual(MAX_BYTES + FRAME_BYTES)
  expect(instance?.running).toBe(true)
  greedy.close()
  talker.close()
}, 240_000)

import type { Response } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import type { Tab } from './tab.js'

let cluster: Cluster
let alice: Person
let bob: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1 })
  alice = await cluster.person('alice')
  bob = await cluster.person('bob')
})
afterAll(() => cluster.stop())

async function conversation(name: string) {
  const room = await alice.room(name)
  await bob.join(room.id)
  const [a, b] = await Promise.all([alice.tab(cluster.url(0)), bob.tab(cluster.url(1))])
  return { roomId: room.id, a, b }
}

const pin = (tab: Tab, roomId: string, seq: number, on = true) =>
  tab.do(on ? 'message:pin' : 'message:unpin', { roomId, clientId: uuidv7(), seq })
const pins = (roomId: string, query = '', place = 0) =>
  bob.ok<Response<'pins'>>('GET', `/rooms/${roomId}/pins${query}`, undefined, cluster.url(place))
const pinned = async (roomId: string, place = 0) =>
  (await pins(roomId, '', place)).items.map((message) => message.body)
const stored = (roomId: string, seq: number) =>
  until(async () => (await bob.rooms()).some((room) => room.id === roomId && room.persisted >= seq))

test('the newest pin comes first, as it stands now, whether the worker has stored it or not', async () => {
  const { roomId, a, b } = await conversation('newest')
  const [worker] = cluster.workers
  const seqs: number[] = []
  for (const body of ['one', 'two', 'three', 'four', 'five']) seqs.push((await a.send(roomId, body)).seq)
  const [one = 0, two = 0, three = 0, four = 0, five = 0] = seqs
  for (const seq of [three, one, four]) await pin(a, roomId, seq)
  await stored(roomId, (await pin(b, roomId, two)).seq)
  worker?.pause()
  await pin(b, roomId, one, false)
  await pin(b, roomId, five)
  await pin(a, roomId, three)
  await a.do('message:edit', { roomId, clientId: uuidv7(), seq: three, body: 'three, edited' })
  const last = await a.do('message:delete', { roomId, clientId: uuidv7(), seq: two })
  const wanted = ['three, edited', 'five', 'four']
  for (const place of [0, 1]) expect(await pinned(roomId, place)).toEqual(wanted)
  worker?.resume()
  await stored(roomId, last.seq)
  for (const place of [0, 1]) expect(await pinned(roomId, place)).toEqual(wanted)
  await cluster.cutWindow(roomId, last.seq)
  expect(await pinned(roomId)).toEqual(wanted)
  expect(await pins(roomId)).toMatchObject({ head: last.seq })
})

test('pages of pins neither skip nor repeat, on whichever side of the worker they lie', async () => {
  const { roomId, a } = await conversation('pages')
  const bodies = Array.from({ length: 9 }, (_, n) => `${n}`)
  let last = 0
  for (const [n, body] of bodies.entries()) {
    if (n === 5) {
      await stored(roomId, last)
      cluster.workers[0]?.pause()
    }
    last = (await pin(a, roomId, (await a.send(roomId, body)).seq)).seq
  }
  for (const settle of [() => undefined, () => cluster.workers[0]?.resume(), () => stored(roomId, last)]) {
    await settle()
    const found: string[] = []
    let cursor: string | undefined
    do {
      const page = await pins(roomId, `?limit=2${cursor ? `&cursor=${cursor}` : ''}`, found.length % 2)
      found.push(...page.items.map((message) => message.body))
      cursor = page.nextCursor
    } while (cursor)
    expect(found).toEqual([...bodies].reverse())
  }
  expect((await bob.call('GET', `/rooms/${roomId}/pins?cursor=nonsense`)).status).toBe(400)
})

test('a message that is gone cannot be pinned, and what nobody pinned is not there', async () => {
  const { roomId, a, b } = await conversation('gone')
  const { seq } = await a.send(roomId, 'gone')
  expect(await pinned(roomId)).toEqual([])
  await a.do('message:delete', { roomId, clientId: uuidv7(), seq })
  const ack = await b.ask('message:pin', { roomId, clientId: uuidv7(), seq })
  expect(ack).toMatchObject({ ok: false, error: { code: 'not_found' } })
  expect(await pinned(roomId)).toEqual([])
})

test('pins survive a restart of Redis in the middle of pinning', async () => {
  const { roomId, a } = await conversation('restart')
  const [one, two] = [await a.send(roomId, 'one'), await a.send(roomId, 'two')]
  await pin(a, roomId, one.seq)
  await cluster.restartRedis()
  const tab = await alice.tab(cluster.url(1))
  await pin(tab, roomId, two.seq)
  for (const place of [0, 1]) expect(await pinned(roomId, place)).toEqual(['two', 'one'])
})

test('strangers and removed members see no pins, and of a private room not even that it exists', async () => {
  const carol = await cluster.person('carol')
  for (const [kind, status] of [
    ['public', 403],
    ['private', 404],
  ] as const) {
    const room = await alice.room(`closed ${kind}`, kind)
    await alice.ok('POST', `/rooms/${room.id}/members`, { userId: bob.id })
    const a = await alice.tab()
    const { seq } = await a.send(room.id, 'secret')
    await pin(a, room.id, seq)
    await alice.ok('DELETE', `/rooms/${room.id}/members/${bob.id}`)
    for (const person of [bob, carol])
      for (const what of ['pins', 'reads']) {
        const answer = await person.call('GET', `/rooms/${room.id}/${what}`)
        expect([answer.status, JSON.stringify(answer.body).includes('secret')]).toEqual([status, false])
      }
  }
})

test('no process logged an error in all this', () => {
  for (const process of [...cluster.instances, ...cluster.workers]) expect(process.errors).toEqual([])
})

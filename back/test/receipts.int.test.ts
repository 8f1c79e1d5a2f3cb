import type { Response } from '@papo/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import type { Tab } from './tab.js'

let cluster: Cluster
let alice: Person
let bob: Person
let carol: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1 })
  alice = await cluster.person('alice')
  bob = await cluster.person('bob')
  carol = await cluster.person('carol')
})
afterAll(() => cluster.stop())

async function conversation(name: string) {
  const room = await alice.room(name)
  for (const person of [bob, carol]) await person.join(room.id)
  const [a, b, c] = await Promise.all([
    alice.tab(cluster.url(0)),
    bob.tab(cluster.url(1)),
    carol.tab(cluster.url(0)),
  ])
  return { roomId: room.id, a, b, c }
}

/** How far the others have read, as `who` is told on an instance: readSeq by name. */
async function reads(who: Person, roomId: string, place = 0): Promise<Record<string, number>> {
  const path = `/rooms/${roomId}/reads`
  const { items } = await who.ok<Response<'reads'>>('GET', path, undefined, cluster.url(place))
  return Object.fromEntries(items.map(({ userId, readSeq }) => [nameOf(userId), readSeq]))
}
const nameOf = (userId: string) =>
  [alice, bob, carol].find((person) => person.id === userId)?.user.username ?? userId
const show = (person: Person, readReceipts: boolean, place = 0) =>
  person.ok('PATCH', '/users/me', { settings: { readReceipts } }, cluster.url(place))
const told = (tab: Tab, roomId: string, person: Person) =>
  tab.reads.filter((change) => change.roomId === roomId && change.userId === person.id)

test('who has read up to where is known to the others at once by HTTP, and live within moments', async () => {
  const { roomId, a, b, c } = await conversation('known')
  const one = await a.send(roomId, 'one')
  const two = await a.send(roomId, 'two')
  await b.do('read:set', { roomId, seq: one.seq })
  await c.do('read:set', { roomId, seq: two.seq })
  for (const place of [0, 1]) {
    expect(await reads(alice, roomId, place)).toEqual({ bob: one.seq, carol: two.seq })
    expect(await reads(bob, roomId, place)).toEqual({ alice: two.seq, carol: two.seq })
  }
  await until(() => told(a, roomId, bob).at(-1)?.readSeq === one.seq)
  await until(() => told(b, roomId, carol).at(-1)?.readSeq === two.seq)
  await b.do('read:set', { roomId, seq: two.seq })
  await b.do('read:set', { roomId, seq: one.seq, unread: true })
  await until(() => told(c, roomId, bob).at(-1)?.readSeq === one.seq)
  expect(await reads(carol, roomId)).toMatchObject({ bob: one.seq })
})

test('who hides their receipts is told of by no instance from then on, is taken back, and is told of nobody', async () => {
  const { roomId, a, b, c } = await conversation('hidden')
  const one = await a.send(roomId, 'one')
  await b.do('read:set', { roomId, seq: one.seq })
  await until(() => told(c, roomId, bob).length > 0)
  await show(bob, false, 1)
  for (const place of [0, 1]) {
    expect(Object.keys(await reads(alice, roomId, place))).toEqual(['carol'])
    expect(await reads(bob, roomId, place)).toEqual({})
  }
  for (const tab of [a, c]) await until(() => told(tab, roomId, bob).at(-1)?.readSeq === 0)
  const two = await a.send(roomId, 'two')
  await b.do('read:set', { roomId, seq: two.seq })
  await c.do('read:set', { roomId, seq: two.seq })
  await until(() => told(a, roomId, carol).at(-1)?.readSeq === two.seq)
  const three = await a.send(roomId, 'three')
  await c.do('read:set', { roomId, seq: three.seq })
  await until(() => told(a, roomId, carol).at(-1)?.readSeq === three.seq)
  expect(told(a, roomId, bob).at(-1)?.readSeq).toBe(0)
  expect(told(b, roomId, carol).some((change) => change.readSeq >= two.seq)).toBe(false)
  await show(bob, true, 0)
  expect(await reads(alice, roomId, 1)).toEqual({ bob: two.seq, carol: three.seq })
  expect(await reads(bob, roomId, 0)).toEqual({ alice: three.seq, carol: three.seq })
  await b.do('read:set', { roomId, seq: three.seq })
  await until(() => told(a, roomId, bob).at(-1)?.readSeq === three.seq)
})

test('a Redis that restarts, or forgets, shows nobody who hides', async () => {
  const { roomId, a, b } = await conversation('forgets')
  await show(bob, false)
  const one = await a.send(roomId, 'one')
  await b.do('read:set', { roomId, seq: one.seq })
  await cluster.withRedis((redis) => redis.del('{papo}:receipts:hidden'))
  for (const place of [0, 1]) expect(Object.keys(await reads(alice, roomId, place))).toEqual(['carol'])
  await cluster.withRedis((redis) => redis.srem('{papo}:receipts:hidden', bob.id))
  await cluster.restartRedis()
  for (const place of [0, 1]) expect(Object.keys(await reads(alice, roomId, place))).toEqual(['carol'])
  await show(bob, true)
  expect(Object.keys(await reads(alice, roomId, 1)).sort()).toEqual(['bob', 'carol'])
})

test('changed by many at once, it ends as the setting does', async () => {
  const { roomId } = await conversation('many')
  for (let round = 0; round < 5; round++) {
    await Promise.all(Array.from({ length: 6 }, (_, i) => show(bob, i % 2 === 0, i % 2)))
    const { user } = await bob.ok<Response<'identity'>>('GET', '/auth/me')
    const seen = Object.keys(await reads(alice, roomId, round % 2))
    expect(seen.includes('bob')).toBe(user.settings.readReceipts)
  }
  await show(bob, true)
})

test('who leaves is told of no more, and in rooms of more than a hundred nobody is', async () => {
  const { roomId, a, b } = await conversation('small')
  await carol.ok('POST', `/rooms/${roomId}/leave`)
  expect(Object.keys(await reads(alice, roomId, 1))).toEqual(['bob'])
  const { rows } = await cluster.db.query<{ id: string }>(
    `INSERT INTO app_user (id, username, email, display_name, password_hash)
     SELECT gen_random_uuid(), 'crowd' || n, 'crowd' || n || '@example.org', 'Crowd', '' FROM generate_series(1, 99) n
     RETURNING id`,
  )
  const [last, ...others] = rows
  for (const { id } of others) await alice.ok('POST', `/rooms/${roomId}/members`, { userId: id })
  expect(Object.keys(await reads(alice, roomId, 1)).length).toBe(99)
  await alice.ok('POST', `/rooms/${roomId}/members`, { userId: last?.id })
  expect(await reads(alice, roomId, 0)).toEqual({})
  expect(await reads(alice, roomId, 1)).toEqual({})
  const other = await alice.room('other')
  await bob.join(other.id)
  const [large, small] = [await a.send(roomId, 'x'), await a.send(other.id, 'x')]
  await b.do('read:set', { roomId, seq: large.seq })
  await b.do('read:set', { roomId: other.id, seq: small.seq })
  await until(() => told(a, other.id, bob).length > 0)
  expect(told(a, roomId, bob)).toEqual([])
  await alice.ok('DELETE', `/rooms/${roomId}/members/${last?.id ?? ''}`)
  expect(await reads(alice, roomId, 0)).toMatchObject({ bob: large.seq })
})

test('no process logged an error in all this', () => {
  for (const process of [...cluster.instances, ...cluster.workers]) expect(process.errors).toEqual([])
})

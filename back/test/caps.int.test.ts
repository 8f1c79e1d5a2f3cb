import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import { Tab } from './tab.js'

let cluster: Cluster
beforeAll(async () => {
  const env = { MAX_SOCKETS_PER_USER: '3', MAX_SOCKETS_PER_IP: '5' }
  cluster = await Cluster.start({ instances: 2, workers: 0, env })
})
afterAll(() => cluster.stop())

let open: Tab[] = []
/** Nobody's sockets are left from the test before: a released one may be counted for a moment more. */
beforeEach(async () => {
  for (const tab of open) tab.close()
  open = []
  await until(async () => (await counted()).length === 0, { what: 'no socket is counted' })
})

const counted = () => cluster.withRedis((redis) => redis.keys('{papo}:sockets:*'))

/** Whether a socket at that instance is let in. */
async function tryAt(person: Person, place: number): Promise<boolean> {
  const tab = new Tab(cluster.url(place), person.token)
  open.push(tab)
  await until(() => tab.ready ?? tab.disconnects > 0, { what: 'the socket is let in or not' })
  return tab.ready !== undefined
}

test('a user’s sockets are counted on all instances together, and one that goes makes room for another', async () => {
  const alice = await cluster.person('alice')
  for (const place of [0, 1, 1]) expect(await tryAt(alice, place)).toBe(true)
  expect([await tryAt(alice, 0), await tryAt(alice, 1)]).toEqual([false, false])
  open[1]?.close()
  await until(() => tryAt(alice, 0), { what: 'there is room again' })
})

test('an address’s sockets are counted on all instances together, whosever they are', async () => {
  const people = await Promise.all(['bob', 'carol', 'dave'].map((name) => cluster.person(name)))
  let place = 0
  for (const person of [...people, ...people.slice(0, 2)]) expect(await tryAt(person, place++ % 2)).toBe(true)
  for (const person of people.slice(2)) expect(await tryAt(person, place++ % 2)).toBe(false)
})

test('a Redis that lost its memory learns the numbers again', async () => {
  const frank = await cluster.person('frank')
  for (const place of [0, 0, 1]) expect(await tryAt(frank, place)).toBe(true)
  await cluster.withRedis(async (redis) => redis.del(...(await counted())))
  // Of frank, and of the address.
  const all = () =>
    cluster.withRedis(async (redis) => Promise.all((await counted()).map((key) => redis.hvals(key))))
  const sums = async () =>
    (await all()).map((counts) => counts.reduce((sum, count) => sum + Number(count), 0))
  await until(async () => (await sums()).join() === '3,3', { withinMs: 60_000, what: 'all is counted again' })
  expect(await tryAt(frank, 1)).toBe(false)
})

test('the sockets of an instance that died count no more once its lease has ended', async () => {
  const erin = await cluster.person('erin')
  const third = await cluster.addInstance()
  for (let n = 0; n < 3; n++) expect(await tryAt(erin, 2)).toBe(true)
  expect(await tryAt(erin, 0)).toBe(false)
  await third.kill()
  await until(() => tryAt(erin, 0), { withinMs: 40_000, what: 'the dead instance’s sockets are forgotten' })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import type { Tab } from './tab.js'

let cluster: Cluster
let alice: Person
let bob: Person
let watcher: Tab
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 3, workers: 1 })
  alice = await cluster.person('alice')
  bob = await cluster.person('bob')
  const room = await alice.room('presence')
  await bob.join(room.id)
  watcher = await alice.tab(cluster.url(0))
})
afterAll(() => cluster.stop())

const lastOf = (tab: Tab, person: Person) =>
  tab.presences.filter((change) => change.userId === person.id).at(-1)
const stateAt = async (place: number) =>
  (await alice.ok<{ user: { presence: string } }>('GET', `/users/${bob.id}`, undefined, cluster.url(place)))
    .user.presence

test('several tabs count once: offline is told when the last one is gone', async () => {
  const tabs = [await bob.tab(cluster.url(1)), await bob.tab(cluster.url(1)), await bob.tab(cluster.url(0))]
  await until(() => lastOf(watcher, bob)?.state === 'online')
  for (const tab of tabs.slice(1)) tab.close()
  await tabs[0]?.do('typing:set', { roomId: (await bob.rooms())[0]?.id ?? '', typing: false })
  expect(await stateAt(1)).toBe('online')
  tabs[0]?.close()
  const gone = await until(() => lastOf(watcher, bob)?.state === 'offline' && lastOf(watcher, bob))
  expect(gone.lastSeenAt).toBeDefined()
  expect(await stateAt(0)).toBe('offline')
  expect(watcher.presences.filter((change) => change.userId === bob.id).map(({ state }) => state)).toEqual([
    'online',
    'offline',
  ])
})

test('idle is what all tabs agree on, do-not-disturb is the person', async () => {
  const [one, two] = [await bob.tab(cluster.url(0)), await bob.tab(cluster.url(1))]
  await until(() => lastOf(watcher, bob)?.state === 'online')
  await one.do('presence:set', { state: 'idle' })
  expect(await stateAt(0)).toBe('online')
  await two.do('presence:set', { state: 'idle' })
  await until(() => lastOf(watcher, bob)?.state === 'idle')
  await one.do('presence:set', { state: 'dnd' })
  await until(() => lastOf(watcher, bob)?.state === 'dnd')
  await two.do('presence:set', { state: 'online' })
  await until(() => lastOf(watcher, bob)?.state === 'online')
  one.close()
  two.close()
  await until(() => lastOf(watcher, bob)?.state === 'offline')
})

test('only those who share a room are told', async () => {
  const carol = await cluster.person('carol')
  const stranger = await carol.tab(cluster.url(1))
  const welcome = (await carol.rooms()).find((room) => room.isDefault)
  await carol.ok('POST', `/rooms/${welcome?.id}/leave`)
  await until(() => stranger.changes.some((change) => change.type === 'room.left'))
  const told = stranger.presences.length
  const tab = await bob.tab(cluster.url(0))
  await until(() => lastOf(watcher, bob)?.state === 'online')
  tab.close()
  await until(() => lastOf(watcher, bob)?.state === 'offline')
  expect(stranger.presences.slice(told).filter((change) => change.userId === bob.id)).toEqual([])
})

test("a killed instance's people go offline, told by the instances that stay", async () => {
  const doomed = await cluster.addInstance()
  await bob.tab(doomed.url)
  await until(() => lastOf(watcher, bob)?.state === 'online')
  await doomed.kill()
  await until(() => lastOf(watcher, bob)?.state === 'offline', { withinMs: 40_000 })
})

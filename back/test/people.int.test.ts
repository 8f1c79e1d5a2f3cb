import { DEFAULT_SETTINGS, type Response, type Self, type UserWithPresence } from '@papo/contract'
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

const patch = async (person: Person, body: object, place = 0): Promise<Self> =>
  (await person.ok<Response<'identity'>>('PATCH', '/users/me', body, cluster.url(place))).user
const stored = async (person: Person): Promise<unknown> => {
  const { rows } = await cluster.db.query('SELECT settings FROM app_user WHERE id = $1', [person.id])
  return (rows[0] as { settings: unknown }).settings
}
const stateOf = async (person: Person, place: number) =>
  (await alice.ok<{ user: UserWithPresence }>('GET', `/users/${person.id}`, undefined, cluster.url(place)))
    .user.presence
const profiles = (tab: Tab) =>
  tab.changes.flatMap((change) => (change.type === 'profile' ? [change.user] : []))

test('settings changed at the same moment on two devices are all kept, and only what differs is stored', async () => {
  const { settings } = (await alice.ok<Response<'identity'>>('GET', '/auth/me')).user
  expect(settings).toEqual(DEFAULT_SETTINGS)
  for (let round = 0; round < 10; round++) {
    const [readReceipts, sound] = [round % 2 === 1, round % 3 === 0]
    const notify = round % 2 === 0 ? 'mentions' : 'all'
    await Promise.all([
      patch(alice, { settings: { readReceipts } }, 0),
      patch(alice, { settings: { sound } }, 1),
      patch(alice, { settings: { notify } }, 1),
    ])
    const now = (await alice.ok<Response<'identity'>>('GET', '/auth/me')).user.settings
    expect(now).toEqual({ ...DEFAULT_SETTINGS, readReceipts, sound, notify })
  }
  await patch(alice, { settings: { readReceipts: true, sound: false, notify: 'all' } })
  expect(await stored(alice)).toEqual({ sound: false })
  await patch(alice, { settings: { sound: true } })
  expect(await stored(alice)).toEqual({})
})

test('what the contract does not know is refused and changes nothing', async () => {
  for (const body of [
    { settings: { sound: 'loud' } },
    { settings: { unknown: true } },
    { settings: { notify: 'some' } },
    { statusEmoji: 'no emoji' },
    { statusEmoji: '🎉🎉' },
    { role: 'owner' },
    { settings: { sound: false }, email: 'other@example.org' },
  ])
    expect((await alice.call('PATCH', '/users/me', body)).status, JSON.stringify(body)).toBe(400)
  expect(await stored(alice)).toEqual({})
})

test('a status reaches every own tab and, without what is private, those who share a room', async () => {
  const room = await alice.room('Status', 'private')
  await alice.ok('POST', `/rooms/${room.id}/members`, { userId: bob.id })
  const stranger = await cluster.person('stranger')
  const welcome = (await stranger.rooms()).find((one) => one.isDefault)
  await stranger.ok('POST', `/rooms/${welcome?.id}/leave`)
  const own = [await alice.tab(cluster.url(0)), await alice.tab(cluster.url(1))]
  const others = [await bob.tab(cluster.url(0)), await bob.tab(cluster.url(1))]
  const outside = await stranger.tab(cluster.url(1))
  await patch(alice, { statusEmoji: '🏝️', statusText: 'On holiday' })
  for (const tab of own) await until(() => profiles(tab).at(-1)?.statusText === 'On holiday')
  for (const tab of others) await until(() => tab.people.at(-1)?.statusText === 'On holiday')
  expect(others[0]?.people).toEqual([
    {
      ...{ id: alice.id, username: 'alice', displayName: 'alice', role: alice.user.role },
      ...{ statusText: 'On holiday', statusEmoji: '🏝️' },
    },
  ])
  expect(own.flatMap((tab) => tab.people)).toEqual([])
  await patch(alice, { statusEmoji: null, statusText: '' })
  for (const tab of others)
    await until(() => tab.people.length === 2 && !('statusEmoji' in (tab.people.at(-1) ?? {})))
  expect(outside.people).toEqual([])
})

test('however changes cross each other, everyone ends with the same name', async () => {
  const tabs = [await alice.tab(cluster.url(0)), await alice.tab(cluster.url(1))]
  const watchers = [await bob.tab(cluster.url(0)), await bob.tab(cluster.url(1))]
  await Promise.all(Array.from({ length: 20 }, (_, n) => patch(alice, { displayName: `alice ${n}` }, n % 2)))
  const { displayName } = (await alice.ok<Response<'identity'>>('GET', '/auth/me')).user
  for (const tab of tabs) await until(() => profiles(tab).at(-1)?.displayName === displayName)
  for (const tab of watchers) await until(() => tab.people.at(-1)?.displayName === displayName)
  for (const tab of watchers) expect(tab.people.length).toBeLessThan(20)
})

test('a crowd is not told of every new name, but who shares a smaller room is', async () => {
  const carol = await cluster.person('carol')
  await cluster.db.query('UPDATE room SET member_count = 1001 WHERE is_default')
  const [far, near] = [await carol.tab(cluster.url(1)), await bob.tab(cluster.url(1))]
  await patch(alice, { statusText: 'crowded' })
  await until(() => near.people.at(-1)?.statusText === 'crowded')
  const { room } = await carol.ok<Response<'joinedRoom'>>('POST', '/direct', { userIds: [alice.id] })
  await until(() => far.changes.some((change) => change.type === 'room.joined' && change.room.id === room.id))
  expect(far.people).toEqual([])
  await patch(alice, { statusText: '' })
  await until(() => far.people.length)
  await cluster.db.query(`UPDATE room SET member_count = (SELECT count(*) FROM membership m
    WHERE m.room_id = room.id AND m.state = 'active') WHERE is_default`)
})

test('who set do-not-disturb is seen so whenever they are online, from any device, until they end it', async () => {
  const dave = await cluster.person('dave')
  await patch(dave, { settings: { dnd: true } }, 1)
  expect(await stateOf(dave, 0)).toBe('offline')
  const [phone, desk] = [await dave.tab(cluster.url(0)), await dave.tab(cluster.url(1))]
  await until(async () => (await stateOf(dave, 0)) === 'dnd')
  await phone.do('presence:set', { state: 'online' })
  await desk.do('presence:set', { state: 'idle' })
  expect(await stateOf(dave, 1)).toBe('dnd')
  phone.close()
  desk.close()
  await until(async () => (await stateOf(dave, 0)) === 'offline')
  const later = await dave.tab(cluster.url(1))
  await until(async () => (await stateOf(dave, 0)) === 'dnd')
  await patch(dave, { settings: { dnd: false } }, 0)
  expect(await stateOf(dave, 1)).toBe('online')
  await later.do('presence:set', { state: 'dnd' })
  expect(await stateOf(dave, 0)).toBe('dnd')
  await later.do('presence:set', { state: 'online' })
  expect(await stateOf(dave, 0)).toBe('online')
})

test('presence ends as the setting does, however many devices change it at once', async () => {
  const erin = await cluster.person('erin')
  await erin.tab(cluster.url(0))
  await until(async () => (await stateOf(erin, 0)) === 'online')
  for (let round = 0; round < 10; round++) {
    await Promise.all([0, 1, 0, 1].map((place, n) => patch(erin, { settings: { dnd: n % 2 === 0 } }, place)))
    const { dnd } = (await erin.ok<Response<'identity'>>('GET', '/auth/me')).user.settings
    expect(await stateOf(erin, round % 2)).toBe(dnd ? 'dnd' : 'online')
  }
})

test('a Redis that lost its memory learns again who does not want to be disturbed', async () => {
  const frank = await cluster.person('frank')
  await patch(frank, { settings: { dnd: true } })
  await cluster.withRedis((redis) => redis.del('{papo}:presence:dnd:kept'))
  await cluster.restartRedis()
  await frank.tab(cluster.url(1))
  await until(async () => (await stateOf(frank, 0)) === 'dnd')
})

test('who changes their profile over and over is told to wait', async () => {
  const instance = await cluster.addInstance({ THROTTLE_LIMIT: '3', THROTTLE_BURST: '3' })
  const grace = await cluster.person('grace')
  const statuses = []
  for (let n = 0; n < 5; n++)
    statuses.push((await grace.call('PATCH', '/users/me', { statusText: `now ${n}` }, instance.url)).status)
  expect(statuses).toEqual([200, 200, 200, 429, 429])
})

test('who comes back is told what became of their own meanwhile', async () => {
  const [mia, noa] = [await cluster.person('mia'), await cluster.person('noa')]
  const { id } = await noa.room('away from it')
  await mia.join(id)
  await noa.ok('PATCH', `/rooms/${id}/members/${mia.id}`, { role: 'admin' })
  await mia.ok('PATCH', `/rooms/${id}/preferences`, { pinned: true, notify: 'none' })
  await mia.ok('PATCH', '/users/me', { settings: { sound: false } })
  await mia.ok('PUT', `/users/${noa.id}/block`)
  const { ready } = await mia.tab(cluster.url(1))
  expect(ready?.self.settings).toMatchObject({ sound: false, readReceipts: true })
  expect(ready?.blocked).toEqual([noa.id])
  const preferences = { pinned: true, muted: false, notify: 'none' }
  expect(ready?.rooms.find(({ roomId }) => roomId === id)).toMatchObject({ role: 'admin', preferences })
})

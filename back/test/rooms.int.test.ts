import type { Response } from '@papo/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'

let cluster: Cluster
let alice: Person
let bob: Person
let carol: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 3, workers: 1 })
  alice = await cluster.person('alice', cluster.url(0))
  bob = await cluster.person('bob', cluster.url(1))
  carol = await cluster.person('carol', cluster.url(2))
})
afterAll(() => cluster.stop())

const search = (who: Person, query: string) =>
  who.ok<Response<'publicRooms'>>('GET', `/rooms?filter=public&${query}`)
const namesOf = (page: { items: { name: string }[] }) => page.items.map((room) => room.name)

test('a room begins with its creator joining as its owner', async () => {
  const room = await alice.room('begin')
  expect(room).toMatchObject({ name: 'begin', role: 'owner', memberCount: 1, head: 1, unread: 0 })
  const tab = await alice.tab()
  const synced = await tab.do('room:sync', { roomId: room.id, epoch: room.epoch, since: 0 })
  const event = { seq: 1, type: 'member.joined', data: { userId: alice.id, role: 'owner' } }
  expect(synced).toMatchObject({ events: [event] })
})

test('public rooms are found by any part of the name, taken literally', async () => {
  await alice.room('Tea & 100%_cake')
  expect(namesOf(await search(bob, `q=${encodeURIComponent('100%_c')}`))).toEqual(['Tea & 100%_cake'])
  expect(namesOf(await search(bob, 'q=tEa'))).toContain('Tea & 100%_cake')
  expect(namesOf(await search(bob, `q=${encodeURIComponent('1%c')}`))).toEqual([])
})

test('who joins again joins once, and what was said before counts as read', async () => {
  const room = await alice.room('join')
  const tab = await alice.tab()
  await tab.send(room.id, 'before')
  const answers = await Promise.all(
    [0, 1, 2].map((place) => bob.call('POST', `/rooms/${room.id}/join`, undefined, cluster.url(place))),
  )
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200])
  expect((await bob.rooms()).find(({ id }) => id === room.id)).toMatchObject({ memberCount: 2, unread: 0 })
  await until(() => tab.of(room.id).length >= 2)
  const joins = tab.of(room.id).filter((event) => event.type === 'member.joined')
  expect(joins.map((event) => event.data)).toEqual([{ userId: bob.id, role: 'member' }])
})

test('a private room does not exist for outsiders, whatever they try', async () => {
  const room = await alice.room('hidden', 'private')
  const at = `/rooms/${room.id}`
  const tries: [string, string, unknown?][] = [
    ['GET', at],
    ['PATCH', at, { name: 'x' }],
    ['PUT', at, { name: 'x' }],
    ['DELETE', at],
    ['POST', `${at}/join`],
    ['POST', `${at}/leave`],
    ['GET', `${at}/members`],
    ['GET', `${at}/users`],
    ['GET', `${at}/messages`],
    ['POST', `${at}/members`, { userId: carol.id }],
    ['PATCH', `${at}/members/${alice.id}`, { role: 'member' }],
    ['DELETE', `${at}/members/${alice.id}?ban=true`],
  ]
  for (const [method, path, body] of tries) {
    const answer = await carol.call(method, path, body)
    expect([method, path, answer.status, answer.body]).toMatchObject([
      method,
      path,
      404,
      { error: { code: 'not_found' } },
    ])
  }
  expect(namesOf(await search(carol, 'q=hidden'))).toEqual([])
  expect(namesOf({ items: await carol.rooms() })).not.toContain('hidden')
})

test('pages of public rooms neither skip nor repeat while rooms are added', async () => {
  const names = Array.from({ length: 12 }, (_, i) => `page ${i % 4}`)
  for (const name of names) await alice.room(name)
  const seen: { id: string; name: string }[] = []
  let cursor: string | undefined = ''
  while (cursor !== undefined) {
    const page: Response<'publicRooms'> = await search(bob, `q=page&limit=3${cursor && `&cursor=${cursor}`}`)
    seen.push(...page.items)
    cursor = page.nextCursor
    await alice.room(`page ${seen.length % 4} late`)
  }
  expect(new Set(seen.map((room) => room.id)).size).toBe(seen.length)
  expect(seen.map((room) => room.name).filter((name) => !name.endsWith('late'))).toEqual(names.sort())
})

test('a changed room tells its members, and no one else may change it', async () => {
  const room = await alice.room('old name')
  await bob.join(room.id)
  const tab = await bob.tab()
  expect((await bob.call('PATCH', `/rooms/${room.id}`, { name: 'mine' })).status).toBe(403)
  await alice.ok('PATCH', `/rooms/${room.id}`, { name: 'new name', topic: 'news' })
  const event = await until(() => tab.of(room.id).find(({ type }) => type === 'room.updated'))
  expect(event.data).toEqual({ name: 'new name', topic: 'news' })
})

test('a deleted room is gone for its members and takes no more messages', async () => {
  const room = await alice.room('doomed')
  await bob.join(room.id)
  const tab = await bob.tab()
  expect((await bob.call('DELETE', `/rooms/${room.id}`)).status).toBe(403)
  await alice.ok('DELETE', `/rooms/${room.id}`)
  await until(() => tab.of(room.id).some(({ type }) => type === 'room.deleted'))
  expect((await bob.call('GET', `/rooms/${room.id}`)).status).toBe(404)
  expect((await bob.call('GET', `/rooms/${room.id}/messages`)).status).toBe(404)
  expect(
    (await tab.ask('message:send', { roomId: room.id, clientId: crypto.randomUUID(), body: 'x' })).ok,
  ).toBe(false)
  expect(namesOf({ items: await bob.rooms() })).not.toContain('doomed')
})

test('only administrators see figures and tidy up, and only what is idle goes', async () => {
  expect((await bob.call('GET', '/rooms/system/stats')).status).toBe(403)
  expect((await bob.call('POST', '/rooms/system/cleanup?inactiveMinutes=1')).status).toBe(403)
  expect(await alice.ok('GET', '/rooms/system/stats')).toMatchObject({ users: 3, instances: 3 })
  const [idle, busy] = [await alice.room('idle'), await alice.room('busy')]
  await until(
    async () => (await alice.rooms()).some((room) => room.id === idle.id && room.persisted >= room.head),
    { what: 'nothing of the idle room is still to be stored' },
  )
  await cluster.db.query(`UPDATE room SET created_at = now() - interval '1 hour' WHERE id = ANY($1)`, [
    [idle.id, busy.id],
  ])
  await cluster.db.query(`UPDATE room_event SET at = now() - interval '1 hour' WHERE room_id = $1`, [idle.id])
  expect(await alice.ok('POST', '/rooms/system/cleanup?inactiveMinutes=30')).toEqual({ deleted: 1 })
  expect((await alice.call('GET', `/rooms/${idle.id}`)).status).toBe(404)
  expect((await alice.call('GET', `/rooms/${busy.id}`)).status).toBe(200)
})

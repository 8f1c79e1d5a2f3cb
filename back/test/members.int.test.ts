import type { Response } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'

let cluster: Cluster
let alice: Person
let bob: Person
let carol: Person
let dave: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1 })
  alice = await cluster.person('alice', cluster.url(0))
  bob = await cluster.person('bob', cluster.url(1))
  carol = await cluster.person('carol', cluster.url(0))
  dave = await cluster.person('dave', cluster.url(1))
})
afterAll(() => cluster.stop())

const FUTURE = '2099-01-01T00:00:00.000Z'
const status = async (who: Person, method: string, path: string, body?: unknown) =>
  (await who.call(method, path, body)).status
const rolesOf = async (roomId: string) => {
  const { items } = await alice.ok<Response<'members'>>('GET', `/rooms/${roomId}/members`)
  return Object.fromEntries(items.map((member) => [member.user.username, member.role]))
}

/** A room owned by alice, with bob as its admin, carol and dave as members. */
async function crew(kind: 'public' | 'private' = 'public'): Promise<string> {
  const { id } = await alice.room('crew', kind)
  for (const who of [bob, carol, dave]) await alice.ok('POST', `/rooms/${id}/members`, { userId: who.id })
  await alice.ok('PATCH', `/rooms/${id}/members/${bob.id}`, { role: 'admin' })
  return id
}

test('any member adds people to a private room, and they are in it at once', async () => {
  const { id } = await alice.room('tent', 'private')
  await alice.ok('POST', `/rooms/${id}/members`, { userId: bob.id })
  const tab = await carol.tab()
  await bob.ok('POST', `/rooms/${id}/members`, { userId: carol.id })
  const change = await until(() => tab.changes.find((c) => c.type === 'room.joined' && c.room.id === id))
  expect(change).toMatchObject({ room: { name: 'tent', memberCount: 3, unread: 0 } })
  await (await alice.tab()).send(id, 'hello carol')
  await until(() => tab.bodies(id).includes('hello carol'))
  expect(await status(alice, 'POST', `/rooms/${id}/members`, { userId: uuidv7() })).toBe(404)
})

test.each([
  // actor, target, role of the target afterwards, status
  ['carol', 'dave', 'admin', 403],
  ['carol', 'carol', 'admin', 403],
  ['bob', 'carol', 'admin', 403],
  ['bob', 'bob', 'owner', 403],
  ['bob', 'alice', 'member', 403],
  ['bob', 'bob', 'member', 200],
  ['alice', 'alice', 'member', 403],
  ['alice', 'carol', 'admin', 200],
  ['alice', 'bob', 'owner', 200],
] as const)('%s makes %s %s: %i', async (actor, target, role, expected) => {
  const id = await crew()
  const people = { alice, bob, carol, dave }
  const before = await rolesOf(id)
  const path = `/rooms/${id}/members/${people[target].id}`
  expect(await status(people[actor], 'PATCH', path, { role })).toBe(expected)
  expect(await rolesOf(id)).toEqual(expected === 200 ? { ...before, [target]: role } : before)
})

test.each([
  ['carol', 'dave', 403],
  ['carol', 'bob', 403],
  ['bob', 'alice', 403],
  ['bob', 'carol', 200],
  ['alice', 'bob', 200],
] as const)('%s mutes and removes %s: %i', async (actor, target, expected) => {
  const id = await crew()
  const people = { alice, bob, carol, dave }
  const path = `/rooms/${id}/members/${people[target].id}`
  expect(await status(people[actor], 'PATCH', path, { mutedUntil: FUTURE })).toBe(expected)
  expect(await status(people[actor], 'DELETE', path)).toBe(expected)
  expect(target in (await rolesOf(id))).toBe(expected !== 200)
})

test('a muted member reads and cannot write until the mute is lifted, and not by coming anew either', async () => {
  const id = await crew()
  const tab = await carol.tab()
  await bob.ok('PATCH', `/rooms/${id}/members/${carol.id}`, { mutedUntil: FUTURE })
  const send = () => tab.ask('message:send', { roomId: id, clientId: uuidv7(), body: 'hm' })
  expect(await send()).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  await carol.ok('POST', `/rooms/${id}/leave`)
  await carol.join(id)
  expect(await send()).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  await bob.ok('PATCH', `/rooms/${id}/members/${carol.id}`, { mutedUntil: null })
  expect(await send()).toMatchObject({ ok: true })
})

test('a removed member hears nothing more and may come back, a banned one only by an admin', async () => {
  const id = await crew()
  const tab = await carol.tab()
  const sender = await alice.tab()
  await bob.ok('DELETE', `/rooms/${id}/members/${carol.id}`)
  await until(() => tab.changes.some((change) => change.type === 'room.left' && change.roomId === id))
  await sender.send(id, 'among ourselves')
  await carol.join(id)
  await until(() => tab.changes.some((change) => change.type === 'room.joined' && change.room.id === id))
  await sender.send(id, 'welcome back')
  await until(() => tab.bodies(id).includes('welcome back'))
  expect(tab.bodies(id)).toEqual(['welcome back'])

  await bob.ok('DELETE', `/rooms/${id}/members/${carol.id}?ban=true`)
  expect(await status(carol, 'POST', `/rooms/${id}/join`)).toBe(403)
  expect(await status(dave, 'POST', `/rooms/${id}/members`, { userId: carol.id })).toBe(403)
  expect(await status(bob, 'POST', `/rooms/${id}/members`, { userId: carol.id })).toBe(201)
})

test('who has left can still be banned', async () => {
  const id = await crew()
  await carol.ok('POST', `/rooms/${id}/leave`)
  expect(await status(bob, 'DELETE', `/rooms/${id}/members/${carol.id}`)).toBe(404)
  expect(await status(bob, 'DELETE', `/rooms/${id}/members/${carol.id}?ban=true`)).toBe(200)
  expect(await status(carol, 'POST', `/rooms/${id}/join`)).toBe(403)
})

test('when the only owner leaves, the oldest admin takes over, and then the oldest member', async () => {
  const id = await crew()
  const roleOf = async (who: Person) => (await who.rooms()).find((room) => room.id === id)?.role
  await alice.ok('POST', `/rooms/${id}/leave`)
  expect(await roleOf(bob)).toBe('owner')
  await bob.ok('POST', `/rooms/${id}/leave`)
  expect([await roleOf(carol), await roleOf(dave)]).toEqual(['owner', 'member'])
  await carol.ok('POST', `/rooms/${id}/leave`)
  await dave.ok('POST', `/rooms/${id}/leave`)
  await bob.join(id)
  expect(await roleOf(bob)).toBe('owner')
})

test('owners that leave at the same moment do not leave the room without one', async () => {
  const id = await crew()
  await alice.ok('PATCH', `/rooms/${id}/members/${bob.id}`, { role: 'owner' })
  await Promise.all([alice, bob].map((who) => who.ok('POST', `/rooms/${id}/leave`)))
  const room = (await carol.rooms()).find((joined) => joined.id === id)
  expect(room).toMatchObject({ role: 'owner', memberCount: 2 })
})

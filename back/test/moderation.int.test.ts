import type { AuditEntry, JoinedRoom, Response, RoomPreferences } from '@papo/contract'
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
const audit = async (roomId: string, query = '') =>
  alice.ok<Response<'audit'>>('GET', `/rooms/${roomId}/audit${query}`)
/** Who did what to whom, the latest first. */
const story = ({ items }: { items: AuditEntry[] }) =>
  items.map(({ actor, action, user }) => [actor.username, action, user?.username].filter(Boolean).join(' '))

/** A room as one of its members sees it. */
const seen = async (who: Person, roomId: string): Promise<JoinedRoom> =>
  (await who.ok<Response<'joinedRoom'>>('GET', `/rooms/${roomId}`)).room

/** A room owned by alice, with bob as its admin, carol and dave as members. */
async function crew(kind: 'public' | 'private' = 'private'): Promise<string> {
  const { id } = await alice.room('crew', kind)
  for (const who of [bob, carol, dave]) await alice.ok('POST', `/rooms/${id}/members`, { userId: who.id })
  await alice.ok('PATCH', `/rooms/${id}/members/${bob.id}`, { role: 'admin' })
  return id
}

const TARGETS = ['owner', 'admin', 'member', 'banned'] as const
type Call = [method: string, path: string, body?: object]

test.each<[what: string, (id: string, userId: string) => Call, allowed: string[]]>([
  [
    'mutes',
    (id, user) => ['PATCH', `/rooms/${id}/members/${user}`, { mutedUntil: FUTURE }],
    ['admin→member', 'owner→admin', 'owner→member'],
  ],
  [
    'makes an owner of',
    (id, user) => ['PATCH', `/rooms/${id}/members/${user}`, { role: 'owner' }],
    // To make of someone what they are changes nothing, whoever asks.
    ['admin→owner', 'member→owner', 'owner→admin', 'owner→member', 'owner→owner'],
  ],
  [
    'makes an admin of',
    (id, user) => ['PATCH', `/rooms/${id}/members/${user}`, { role: 'admin' }],
    ['admin→admin', 'member→admin', 'owner→admin', 'owner→member'],
  ],
  [
    'makes a plain member of',
    (id, user) => ['PATCH', `/rooms/${id}/members/${user}`, { role: 'member' }],
    ['admin→member', 'member→member', 'owner→admin', 'owner→member'],
  ],
  [
    'removes',
    (id, user) => ['DELETE', `/rooms/${id}/members/${user}`],
    ['admin→member', 'owner→admin', 'owner→member'],
  ],
  [
    'bans',
    (id, user) => ['DELETE', `/rooms/${id}/members/${user}?ban=true`],
    // Who is banned stays so, whoever asks.
    ['admin→banned', 'admin→member', 'member→banned', 'owner→admin', 'owner→banned', 'owner→member'],
  ],
  [
    'lifts the ban of',
    (id, user) => ['DELETE', `/rooms/${id}/bans/${user}`],
    ['admin→banned', 'owner→banned'],
  ],
])('who %s whom: nobody acts on an equal or a higher', async (_, call, allowed) => {
  const reached: string[] = []
  for (const actor of ['owner', 'admin', 'member'] as const)
    for (const target of TARGETS) {
      const [method, path, body] = call(await cast(actor, target), carol.id)
      if ((await status(bob, method, path, body)) === 200) reached.push(`${actor}→${target}`)
    }
  expect(reached.sort()).toEqual(allowed)
})

/** A room of alice's in which bob and carol have these ranks. */
async function cast(actor: 'owner' | 'admin' | 'member', target: (typeof TARGETS)[number]): Promise<string> {
  const { id } = await alice.room('cast', 'private')
  for (const who of [bob, carol]) await alice.ok('POST', `/rooms/${id}/members`, { userId: who.id })
  const give = (who: Person, role: string) => alice.ok('PATCH', `/rooms/${id}/members/${who.id}`, { role })
  if (target === 'banned') await alice.ok('DELETE', `/rooms/${id}/members/${carol.id}?ban=true`)
  else await give(carol, target)
  await give(bob, actor)
  return id
}

test('the last owner stays until there is another', async () => {
  const id = await crew()
  const me = `/rooms/${id}/members/${alice.id}`
  expect(await status(alice, 'PATCH', me, { role: 'admin' })).toBe(403)
  await alice.ok('PATCH', `/rooms/${id}/members/${bob.id}`, { role: 'owner' })
  expect(await status(alice, 'PATCH', me, { role: 'admin' })).toBe(200)
  expect(await status(bob, 'PATCH', `/rooms/${id}/members/${bob.id}`, { role: 'member' })).toBe(403)
})

test('every measure is in the log of the room, with who took it', async () => {
  const id = await crew()
  const carols = `/rooms/${id}/members/${carol.id}`
  await alice.ok('PATCH', `/rooms/${id}`, { name: 'Kitchen', topic: 'What is for lunch' })
  await bob.ok('PATCH', carols, { mutedUntil: FUTURE })
  await bob.ok('PATCH', carols, { mutedUntil: null })
  await bob.ok('DELETE', carols)
  await bob.ok('POST', `/rooms/${id}/members`, { userId: carol.id })
  await bob.ok('DELETE', `${carols}?ban=true`)
  await bob.ok('DELETE', `/rooms/${id}/bans/${carol.id}`)
  await bob.ok('DELETE', `${carols}?ban=true`)
  await bob.ok('POST', `/rooms/${id}/members`, { userId: carol.id })
  const page = await audit(id)
  expect(story(page)).toEqual([
    'bob member.added carol',
    'bob member.unbanned carol',
    'bob member.banned carol',
    'bob member.unbanned carol',
    'bob member.banned carol',
    'bob member.added carol',
    'bob member.removed carol',
    'bob member.unmuted carol',
    'bob member.muted carol',
    'alice room.updated',
    'alice member.role bob',
    'alice member.added dave',
    'alice member.added carol',
    'alice member.added bob',
    'alice room.created',
  ])
  expect(page.items.flatMap((entry) => (entry.detail ? [entry.detail] : []))).toEqual([
    { until: FUTURE },
    { name: 'Kitchen', topic: 'What is for lunch' },
    { role: 'admin' },
    { name: 'crew', kind: 'private' },
  ])
})

test('who leaves as the last owner is seen to hand the room on', async () => {
  const id = await crew()
  await alice.ok('POST', `/rooms/${id}/leave`)
  const page = await bob.ok<Response<'audit'>>('GET', `/rooms/${id}/audit?limit=1`)
  expect(story(page)).toEqual(['alice member.role bob'])
})

test('a change that is refused leaves no entry', async () => {
  const id = await crew()
  const before = story(await audit(id))
  await bob.call('PATCH', `/rooms/${id}/members/${alice.id}`, { mutedUntil: FUTURE })
  await carol.call('PATCH', `/rooms/${id}`, { name: 'Mine' })
  await alice.ok('PATCH', `/rooms/${id}`, { name: 'crew' })
  expect(story(await audit(id))).toEqual(before)
})

test('a message that a moderator deletes is in the log once, without its words; one’s own is not', async () => {
  const id = await crew()
  const [said, own] = [
    await (await carol.tab()).send(id, 'a rude word'),
    await (await bob.tab()).send(id, 'oops'),
  ]
  const remove = async (who: Person, seq: number) =>
    (await who.tab()).do('message:delete', { roomId: id, clientId: uuidv7(), seq })
  await remove(bob, own.seq)
  await remove(bob, said.seq)
  await remove(alice, said.seq)
  await remove(carol, said.seq)
  const { head } = await seen(alice, id)
  await until(async () => (await seen(alice, id)).persisted >= head)
  const { items } = await audit(id)
  const deletions = items.filter((entry) => entry.action === 'message.deleted')
  expect(deletions).toMatchObject([{ actor: { username: 'bob' }, user: { username: 'carol' } }])
  expect(deletions[0]?.detail).toEqual({ seq: said.seq })
  expect(items[0]).toEqual(deletions[0])
  expect(JSON.stringify(items)).not.toContain('rude')
})

test('the log is read a page at a time, by owners and admins of the room alone', async () => {
  const id = await crew('public')
  const all = (await audit(id)).items.map((entry) => entry.id)
  const paged: string[] = []
  let cursor = ''
  do {
    const page: Response<'audit'> = await audit(id, `?limit=2${cursor && `&cursor=${cursor}`}`)
    expect(page.items.length).toBeLessThanOrEqual(2)
    paged.push(...page.items.map((entry) => entry.id))
    cursor = page.nextCursor ?? ''
  } while (cursor)
  expect(paged).toEqual(all)
  await carol.ok('POST', `/rooms/${id}/leave`)
  await alice.ok('DELETE', `/rooms/${id}/members/${bob.id}?ban=true`)
  const [hidden, stranger] = [await alice.room('hidden', 'private'), await cluster.person('erin')]
  for (const path of ['audit', 'bans']) {
    for (const who of [dave, carol, bob, stranger])
      expect(await status(who, 'GET', `/rooms/${id}/${path}`)).toBe(403)
    expect(await status(stranger, 'GET', `/rooms/${hidden.id}/${path}`)).toBe(404)
    expect(await status(alice, 'GET', `/rooms/${uuidv7()}/${path}`)).toBe(404)
    expect(await status(alice, 'GET', `/rooms/${id}/${path}?cursor=nonsense`)).toBe(400)
  }
})

test('bans are listed and lifted, in their own room only', async () => {
  const [id, elsewhere] = [await crew(), await crew()]
  for (const who of [carol, dave]) await bob.ok('DELETE', `/rooms/${id}/members/${who.id}?ban=true`)
  const bans = (query = '') => bob.ok<Response<'bans'>>('GET', `/rooms/${id}/bans${query}`)
  const first = await bans('?limit=1')
  const second = await bans(`?limit=1&cursor=${first.nextCursor ?? ''}`)
  expect([...first.items, ...second.items].map((user) => user.username).sort()).toEqual(['carol', 'dave'])
  expect(second.nextCursor).toBeUndefined()
  expect(await status(bob, 'DELETE', `/rooms/${elsewhere}/bans/${carol.id}`)).toBe(404)
  expect(await status(carol, 'DELETE', `/rooms/${id}/bans/${carol.id}`)).toBe(404)
  await bob.ok('DELETE', `/rooms/${id}/bans/${carol.id}`)
  expect((await bans()).items.map((user) => user.username)).toEqual(['dave'])
  expect(await status(bob, 'DELETE', `/rooms/${id}/bans/${carol.id}`)).toBe(404)
})

test('members are listed by rank and found by a part of either name', async () => {
  const id = await crew()
  await carol.ok('PATCH', '/users/me', { displayName: 'Águeda 100%' })
  const names = async (query: string) => {
    const page = await dave.ok<Response<'members'>>('GET', `/rooms/${id}/members${query}`)
    return page.items.map((member) => member.user.username)
  }
  expect(await names('')).toEqual(['alice', 'bob', 'carol', 'dave'])
  expect(await names('?q=AV')).toEqual(['dave'])
  expect(await names('?q=águ')).toEqual(['carol'])
  expect(await names('?q=0%25')).toEqual(['carol'])
  expect(await names('?q=%25&limit=1')).toEqual(['carol'])
  expect(await names('?q=nobody')).toEqual([])
  const paged: string[] = []
  let cursor = ''
  do {
    const page: Response<'members'> = await dave.ok(
      'GET',
      `/rooms/${id}/members?limit=1${cursor && `&cursor=${cursor}`}`,
    )
    paged.push(...page.items.map((member) => member.user.username))
    cursor = page.nextCursor ?? ''
  } while (cursor)
  expect(paged).toEqual(['alice', 'bob', 'carol', 'dave'])
})

test('what one chose for a room is the same in every tab, and nobody else hears of it', async () => {
  const id = await crew()
  const tabs = [await carol.tab(cluster.url(0)), await carol.tab(cluster.url(1)), await bob.tab()]
  const choose = (patch: object) =>
    carol.ok<Response<'preferences'>>('PATCH', `/rooms/${id}/preferences`, patch)
  expect((await choose({ pinned: true })).preferences).toEqual({
    pinned: true,
    muted: false,
    notify: 'default',
  })
  const wanted: RoomPreferences = { pinned: true, muted: true, notify: 'mentions' }
  expect((await choose({ muted: true, notify: 'mentions' })).preferences).toEqual(wanted)
  expect((await choose({})).preferences).toEqual(wanted)
  const heard = (tab: (typeof tabs)[number]) =>
    tab.changes.flatMap((change) => (change.type === 'room.preferences' ? [change.preferences] : []))
  for (const tab of tabs.slice(0, 2)) await until(() => heard(tab).length >= 3 && heard(tab).at(-1)?.muted)
  expect(heard(tabs[2] as (typeof tabs)[number])).toEqual([])
  expect((await seen(carol, id)).preferences).toEqual(wanted)
  expect((await seen(bob, id)).preferences.pinned).toBe(false)
})

test('choices made at once end in every tab as they are stored', async () => {
  const id = await crew()
  const tabs = [await carol.tab(cluster.url(0)), await carol.tab(cluster.url(1))]
  const patches = Array.from({ length: 20 }, (_, i) =>
    i % 2 ? { pinned: i % 4 === 1 } : { muted: i % 4 === 0 },
  )
  await Promise.all(
    patches.map((patch, i) => carol.ok('PATCH', `/rooms/${id}/preferences`, patch, cluster.url(i))),
  )
  const stored = (await seen(carol, id)).preferences
  for (const tab of tabs) {
    const heard = () => tab.changes.flatMap((change) => (change.type === 'room.preferences' ? [change] : []))
    await until(() => heard().length === patches.length)
    expect(heard().at(-1)?.preferences).toEqual(stored)
  }
})

test('whoever is not in a room chooses nothing for it', async () => {
  const [id, open] = [await crew(), await crew('public')]
  await carol.ok('POST', `/rooms/${id}/leave`)
  await carol.ok('POST', `/rooms/${open}/leave`)
  expect(await status(carol, 'PATCH', `/rooms/${id}/preferences`, { muted: true })).toBe(404)
  expect(await status(carol, 'PATCH', `/rooms/${open}/preferences`, { muted: true })).toBe(403)
  expect(await status(bob, 'PATCH', `/rooms/${id}/preferences`, { notify: 'loud' })).toBe(400)
})

test('a room that is asked for again is the same room, also when both ask at once', async () => {
  const wish = { name: 'Once', kind: 'private', clientId: uuidv7() }
  const make = (who: Person, at: number) =>
    who.ok<Response<'joinedRoom'>>('POST', '/rooms', wish, cluster.url(at))
  const made = await Promise.all(Array.from({ length: 6 }, (_, i) => make(alice, i)))
  expect(new Set(made.map(({ room }) => room.id)).size).toBe(1)
  expect(made[0]?.room.memberCount).toBe(1)
  expect((await make(bob, 1)).room.id).not.toBe(made[0]?.room.id)
})

test('a mute is seen by the muted one, and is over when its time has come', async () => {
  const id = await crew()
  await bob.ok('PATCH', `/rooms/${id}/members/${carol.id}`, { mutedUntil: FUTURE })
  expect((await seen(carol, id)).mutedUntil).toBe(FUTURE)
  await bob.ok('PATCH', `/rooms/${id}/members/${carol.id}`, { mutedUntil: '2001-01-01T00:00:00.000Z' })
  expect(await seen(carol, id)).not.toHaveProperty('mutedUntil')
  await (await carol.tab()).send(id, 'at last')
})

test('the list of public rooms has an index that knows its order', async () => {
  const { rows } = await cluster.db.query<{ 'QUERY PLAN': string }>(
    `EXPLAIN SELECT id FROM room r WHERE r.kind = 'public' AND r.deleted_at IS NULL
       AND (lower(r.name), r.id) > ('k', '00000000-0000-7000-8000-000000000000') ORDER BY lower(r.name), r.id LIMIT 51`,
  )
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('room_public_name_idx')
})

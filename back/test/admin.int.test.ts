import type { Response, Self } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { login } from './browser.js'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'

let cluster: Cluster
let owner: Person
let admin: Person
let otherAdmin: Person
let member: Person
let other: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1 })
  owner = await cluster.person('olga')
  admin = await cluster.person('adam')
  otherAdmin = await cluster.person('ada')
  member = await cluster.person('mallory')
  other = await cluster.person('oscar')
  for (const { id } of [admin, otherAdmin]) await owner.ok('PATCH', `/admin/users/${id}`, { role: 'admin' })
})
afterAll(() => cluster.stop())

const listed = async (q: string) =>
  (await owner.ok<Response<'adminUsers'>>('GET', `/admin/users?q=${encodeURIComponent(q)}`)).items
const one = async (person: Person) => (await listed(person.user.username))[0]

describe('the table of rights', () => {
  const id = (person: () => Person) => () => `/admin/users/${person().id}`
  const [toMember, toAdmin, toOwner] = [id(() => other), id(() => otherAdmin), id(() => owner)]
  const nowhere = () => `/admin/users/${uuidv7()}`
  const sessions = (path: () => string) => () => `${path()}/sessions`
  const rows: [method: string, path: () => string, body: object | undefined, owner: number, admin: number][] =
    [
      ['GET', () => '/admin/users', undefined, 200, 200],
      ['PATCH', toMember, { banned: false }, 200, 200],
      ['PATCH', toMember, { role: 'member' }, 200, 403],
      ['PATCH', toMember, { role: 'owner', banned: true }, 0, 403],
      ['PATCH', toAdmin, { banned: false }, 200, 403],
      ['PATCH', toAdmin, { role: 'member' }, 0, 403],
      ['PATCH', toOwner, { banned: true }, 403, 403],
      ['PATCH', toOwner, { role: 'member' }, 403, 403],
      ['PATCH', nowhere, { banned: true }, 404, 404],
      ['GET', sessions(toMember), undefined, 200, 200],
      ['GET', sessions(toAdmin), undefined, 200, 403],
      ['GET', sessions(toOwner), undefined, 200, 403],
      ['DELETE', () => `${sessions(toMember)()}/${uuidv7()}`, undefined, 404, 404],
      ['DELETE', () => `${sessions(toAdmin)()}/${uuidv7()}`, undefined, 404, 403],
      ['DELETE', sessions(toOwner), undefined, 0, 403],
      ['GET', () => '/admin/rooms', undefined, 200, 200],
      ['DELETE', () => `/admin/rooms/${uuidv7()}`, undefined, 404, 404],
      ['GET', () => '/admin/settings', undefined, 200, 200],
      ['PATCH', () => '/admin/settings', {}, 200, 200],
      ['GET', () => '/rooms/system/stats', undefined, 200, 200],
    ]
  test.each(rows.map((row, n) => [`${n + 1}: ${row[0]} ${JSON.stringify(row[2] ?? '')}`, row] as const))(
    'row %s',
    async (_, [method, path, body, byOwner, byAdmin]) => {
      expect((await member.call(method, path(), body)).status).toBe(403)
      expect((await admin.call(method, path(), body)).status).toBe(byAdmin)
      // 0: what would change the cast.
      if (byOwner) expect((await owner.call(method, path(), body)).status).toBe(byOwner)
      expect((await fetch(`${owner.home}/api${path()}`, { method })).status).toBe(401)
    },
  )

  test('nobody acts on themselves, however they write their id', async () => {
    for (const [person, role] of [
      [owner, 'member'],
      [admin, 'owner'],
      [admin, 'member'],
    ] as const)
      for (const spelled of [person.id, person.id.toUpperCase()])
        expect((await person.call('PATCH', `/admin/users/${spelled}`, { role })).status).toBe(403)
    for (const person of [owner, admin])
      expect((await person.call('PATCH', `/admin/users/${person.id}`, { banned: true })).status).toBe(403)
    expect([(await one(owner))?.role, (await one(admin))?.role]).toEqual(['owner', 'admin'])
  })
})

test('two owners who depose each other at once leave one of them', async () => {
  const second = await cluster.person('second')
  await owner.ok('PATCH', `/admin/users/${second.id}`, { role: 'owner' })
  const answers = await Promise.all([
    owner.call('PATCH', `/admin/users/${second.id}`, { role: 'member' }, cluster.url(0)),
    second.call('PATCH', `/admin/users/${owner.id}`, { role: 'member' }, cluster.url(1)),
  ])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 403])
  const owners = (
    await (answers[0].status === 200 ? owner : second).ok<Response<'adminUsers'>>('GET', '/admin/users')
  ).items.filter(({ role }) => role === 'owner')
  expect(owners).toHaveLength(1)
  if (answers[0].status !== 200) await second.ok('PATCH', `/admin/users/${owner.id}`, { role: 'owner' })
})

test('people are found by name, username and email, page after page, and nothing is a pattern', async () => {
  await member.ok('PATCH', '/users/me', { displayName: 'Zoë 100%' })
  for (const q of ['mallory', 'MALL', 'zoë', '100%', 'mallory@example'])
    expect((await listed(q)).map(({ username }) => username)).toEqual(['mallory'])
  expect(await listed('m_llory')).toEqual([])
  const seen: string[] = []
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const query = `?limit=2${cursor && `&cursor=${cursor}`}`
    const page: Response<'adminUsers'> = await owner.ok('GET', `/admin/users${query}`)
    seen.push(...page.items.map(({ username }) => username))
    cursor = page.nextCursor
  }
  expect(seen).toEqual([...new Set(seen)].toSorted())
  expect(seen).toEqual(expect.arrayContaining(['ada', 'adam', 'mallory', 'olga', 'oscar']))
})

test('a role that is given is on the screen of whoever got it', async () => {
  const pia = await cluster.person('pia')
  const tab = await pia.tab(cluster.url(1))
  await owner.ok('PATCH', `/admin/users/${pia.id}`, { role: 'admin' })
  const told = await until(() => tab.changes.find((change) => change.type === 'profile'))
  expect((told as { user: Self }).user).toMatchObject({ id: pia.id, role: 'admin', email: pia.user.email })
  expect((await pia.call('GET', '/admin/users')).status).toBe(200)
  await owner.ok('PATCH', `/admin/users/${pia.id}`, { role: 'member' })
  expect((await pia.call('GET', '/admin/users')).status).toBe(403)
})

test('a ban closes all doors on every instance, is seen by others as offline, and can be taken back', async () => {
  const [eve, witness] = [await cluster.person('eve'), await other.tab(cluster.url(0))]
  const browser = await login(cluster.url(1), 'eve')
  const tabs = [await eve.tab(cluster.url(0)), await eve.tab(cluster.url(1))]
  const states = () => witness.presences.filter(({ userId }) => userId === eve.id).map(({ state }) => state)
  await until(() => states().at(-1) === 'online')
  await admin.ok('PATCH', `/admin/users/${eve.id}`, { banned: true }, cluster.url(0))
  for (const tab of tabs) await until(() => tab.disconnects === 1)
  expect((await eve.call('GET', '/auth/me', undefined, cluster.url(1))).status).toBe(401)
  expect(await browser.isIn()).toBe(false)
  expect((await browser.call('POST', '/auth/refresh', {})).status).toBe(401)
  await expect(login(cluster.url(0), 'eve')).rejects.toThrow('403')
  await expect(eve.tab(cluster.url(1))).rejects.toThrow()
  await until(() => states().at(-1) === 'offline')
  expect(await one(eve)).toMatchObject({ sessions: 0, bannedAt: expect.any(String) as string })
  await admin.ok('PATCH', `/admin/users/${eve.id}`, { banned: false })
  expect(await (await login(cluster.url(0), 'eve')).isIn()).toBe(true)
  expect(await one(eve)).not.toHaveProperty('bannedAt')
})

test('whoever is banned takes their links along: nobody comes in by them, not even as someone new', async () => {
  const gina = await cluster.person('gina')
  const room = await gina.room('den', 'private')
  const { invite } = await gina.ok<Response<'invite'>>('POST', `/rooms/${room.id}/invites`, {})
  expect((await other.call('GET', `/invites/${invite.code}`)).status).toBe(200)
  await admin.ok('PATCH', `/admin/users/${gina.id}`, { banned: true })
  expect((await other.call('GET', `/invites/${invite.code}`)).status).toBe(404)
  expect((await other.call('POST', `/invites/${invite.code}/accept`)).status).toBe(404)
})

test('an administrator ends one session of someone, or all of them', async () => {
  const frank = await cluster.person('frank')
  const browser = await login(cluster.url(1), 'frank')
  const list = async () =>
    (await admin.ok<Response<'sessions'>>('GET', `/admin/users/${frank.id}/sessions`)).items
  const tab = await frank.tab(cluster.url(1))
  const all = await list()
  expect(all).toHaveLength(3)
  expect(all.some(({ current }) => current)).toBe(false)
  const [newest] = all
  await admin.ok('DELETE', `/admin/users/${frank.id}/sessions/${newest?.id}`)
  expect(await list()).toHaveLength(2)
  // A session of somebody else is not among them.
  const strange = (await owner.ok<Response<'sessions'>>('GET', '/auth/sessions')).items[0]?.id
  expect((await admin.call('DELETE', `/admin/users/${frank.id}/sessions/${strange}`)).status).toBe(404)
  await admin.ok('DELETE', `/admin/users/${frank.id}/sessions`, undefined, cluster.url(0))
  await until(() => tab.disconnects === 1)
  expect(await browser.isIn()).toBe(false)
  expect(await list()).toEqual([])
})

test('rooms are listed without what is said in them; direct and default ones cannot be deleted', async () => {
  const secret = await member.room('Secret club', 'private')
  await member.ok('POST', `/rooms/${secret.id}/messages`, { clientId: uuidv7(), body: 'hush' })
  const direct = (await member.ok<Response<'joinedRoom'>>('POST', '/direct', { userIds: [other.id] })).room
  const rooms = async () => (await admin.ok<Response<'adminRooms'>>('GET', '/admin/rooms')).items
  const found = (await rooms()).find(({ id }) => id === secret.id)
  expect(found).toMatchObject({ name: 'Secret club', kind: 'private', memberCount: 1 })
  await until(async () => (await rooms()).find(({ id }) => id === secret.id)?.lastMessageAt)
  expect(JSON.stringify(await rooms())).not.toMatch(/hush/)
  expect((await rooms()).map(({ id }) => id)).not.toContain(direct.id)
  for (const path of ['', '/messages', '/members'])
    expect((await admin.call('GET', `/rooms/${secret.id}${path}`)).status).toBe(404)
  expect((await owner.call('DELETE', `/admin/rooms/${direct.id}`)).status).toBe(404)
  const start = (await rooms()).find(({ isDefault }) => isDefault)
  expect((await owner.call('DELETE', `/admin/rooms/${start?.id}`)).status).toBe(403)
  const tab = await member.tab(cluster.url(1))
  await admin.ok('DELETE', `/admin/rooms/${secret.id}`, undefined, cluster.url(0))
  await until(() => tab.of(secret.id).some(({ type }) => type === 'room.deleted'))
  expect((await rooms()).map(({ id }) => id)).not.toContain(secret.id)
  expect(await member.messages(direct.id)).toMatchObject({ messages: [] })
})

test('what is not asked for properly is refused and named', async () => {
  const bad: [method: string, path: string, body?: object][] = [
    ['GET', `/admin/users?q=${'x'.repeat(201)}`],
    ['GET', '/admin/users?cursor=e30'],
    ['GET', '/admin/users?role=owner'],
    ['GET', '/admin/rooms?limit=1000'],
    ['PATCH', `/admin/users/${other.id}`, { admin: true }],
    ['PATCH', `/admin/users/${other.id}`, { role: 'god' }],
    ['PATCH', '/admin/users/1', { banned: true }],
    ['PATCH', '/admin/settings', { registration: 'closed' }],
    ['PATCH', '/admin/settings', { limits: { messagesPerMinute: 0 } }],
    ['PATCH', '/admin/settings', { limits: { messagesPerMinute: 1e9 } }],
    ['PATCH', '/admin/settings', { limits: { everything: 1 } }],
  ]
  for (const [method, path, body] of bad)
    expect([path, (await owner.call(method, path, body)).status]).toEqual([path, 400])
})

test('the figures tell of people, messages of the last days and sizes', async () => {
  const today = () => new Date().toISOString().slice(0, 10)
  const before = today()
  const stats = await owner.ok<Response<'stats'>>('GET', '/rooms/system/stats')
  expect(stats.messagesPerDay).toHaveLength(14)
  // Midnight may pass meanwhile.
  expect([before, today()]).toContain(stats.messagesPerDay.at(-1)?.day)
  expect(stats.activeUsers).toBeGreaterThanOrEqual(5)
  for (const size of [stats.databaseBytes, stats.memoryBytes]) expect(size).toBeGreaterThan(100_000)
})

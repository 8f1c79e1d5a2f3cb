import type { ContactState, ErrorReply, JoinedRoom, Response, UserChange } from '@papo/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import type { Tab } from './tab.js'

let cluster: Cluster
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 0 })
})
afterAll(() => cluster.stop())

type Answer = { status: number; body: { state?: ContactState; error?: ErrorReply } }
const at = (place: number) => cluster.url(place)
const ask = (by: Person, whom: Person, place = 0) =>
  by.call<Answer['body']>('PUT', `/contacts/${whom.id}`, undefined, at(place))
const accept = (by: Person, whom: Person, place = 0) =>
  by.call<Answer['body']>('POST', `/contacts/${whom.id}/accept`, undefined, at(place))
const endRequest = (by: Person, whom: Person, place = 0) =>
  by.call<Answer['body']>('DELETE', `/contacts/${whom.id}/request`, undefined, at(place))
const end = (by: Person, whom: Person, place = 0) =>
  by.call<Answer['body']>('DELETE', `/contacts/${whom.id}`, undefined, at(place))
const block = (by: Person, whom: Person, place = 0) =>
  by.call('PUT', `/users/${whom.id}/block`, undefined, at(place))
const stateOf = async (person: Person, other: Person) =>
  (await person.ok<Response<'contact'>>('GET', `/contacts/${other.id}`)).state
const both = async (one: Person, other: Person) => [await stateOf(one, other), await stateOf(other, one)]
const contactsOf = async (person: Person) =>
  (await person.ok<Response<'contacts'>>('GET', '/contacts')).items.map(({ user }) => user.username)
const requestsOf = async (person: Person, direction: 'in' | 'out') => {
  const path = `/contacts/requests?direction=${direction}`
  return (await person.ok<Response<'contactRequests'>>('GET', path)).items.map(({ user }) => user.username)
}
const heard = (tab: Tab) =>
  tab.changes.filter(
    (change): change is Extract<UserChange, { type: 'contact' }> => change.type === 'contact',
  )
const untilHeard = (tab: Tab, other: Person, state: ContactState) =>
  until(() => heard(tab).at(-1)?.user.id === other.id && heard(tab).at(-1)?.state === state, {
    what: `${other.user.username} is ${state}`,
  })
/** Two people who have nothing to do with anyone else. */
async function pair(name: string): Promise<[Person, Person]> {
  return [await cluster.person(`${name}.a`), await cluster.person(`${name}.b`)]
}

test('asking, saying yes and parting is seen by both, on all their devices and every instance', async () => {
  const [alice, bob] = await pair('life')
  const tabs = [await alice.tab(at(0)), await alice.tab(at(1))]
  const [here, there] = [await bob.tab(at(0)), await bob.tab(at(1))]
  expect(await ask(alice, bob)).toMatchObject({ status: 200, body: { state: 'asked' } })
  for (const tab of tabs) await untilHeard(tab, bob, 'asked')
  for (const tab of [here, there]) await untilHeard(tab, alice, 'asking')
  expect(heard(there).at(-1)?.requests).toBe(1)
  expect(await ask(alice, bob, 1)).toMatchObject({ status: 200, body: { state: 'asked' } })
  expect([await requestsOf(bob, 'in'), await requestsOf(bob, 'out')]).toEqual([['life.a'], []])
  expect([await requestsOf(alice, 'in'), await requestsOf(alice, 'out')]).toEqual([[], ['life.b']])
  expect((await bob.tab()).ready?.contactRequests).toBe(1)
  expect(await accept(alice, bob)).toMatchObject({ status: 404 })
  expect(await accept(bob, alice, 1)).toMatchObject({ status: 200, body: { state: 'contact' } })
  for (const tab of tabs) await untilHeard(tab, bob, 'contact')
  for (const tab of [here, there]) await untilHeard(tab, alice, 'contact')
  expect(heard(there).at(-1)?.requests).toBe(0)
  expect((await accept(bob, alice)).status).toBe(200)
  expect([await contactsOf(alice), await contactsOf(bob)]).toEqual([['life.b'], ['life.a']])
  const { items } = await alice.ok<Response<'contacts'>>('GET', '/contacts')
  expect(items[0]?.user.presence).toBe('online')
  expect((await endRequest(alice, bob)).status).toBe(409)
  expect((await end(bob, alice)).status).toBe(200)
  for (const tab of tabs) await untilHeard(tab, bob, 'none')
  expect([await contactsOf(alice), await contactsOf(bob)]).toEqual([[], []])
  expect((await end(bob, alice)).status).toBe(200)
})

test('a request is refused or taken back, and nobody is told which', async () => {
  const [alice, bob] = await pair('refuse')
  const [aliceTab, bobTab] = [await alice.tab(), await bob.tab(at(1))]
  await ask(alice, bob)
  await untilHeard(bobTab, alice, 'asking')
  expect((await endRequest(bob, alice)).status).toBe(200)
  await untilHeard(aliceTab, bob, 'none')
  await ask(alice, bob)
  await untilHeard(bobTab, alice, 'asking')
  expect((await endRequest(alice, bob, 1)).status).toBe(200)
  await untilHeard(bobTab, alice, 'none')
  expect(await both(alice, bob)).toEqual(['none', 'none'])
  expect((await accept(bob, alice)).status).toBe(404)
})

test('two who ask each other at once are contacts, however often they ask', async () => {
  const [alice, bob] = await pair('race')
  const answers = await Promise.all([
    ask(alice, bob),
    ask(bob, alice, 1),
    ask(alice, bob, 1),
    ask(bob, alice),
  ])
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(await both(alice, bob)).toEqual(['contact', 'contact'])
  const { rowCount } = await cluster.db.query('SELECT 1 FROM contact WHERE user_id = $1', [alice.id])
  expect(rowCount).toBe(1)
})

test('a yes and a withdrawal at the same moment: one of them holds, for both', async () => {
  const [alice, bob] = await pair('cross')
  for (let round = 0; round < 4; round++) {
    await ask(alice, bob)
    const [yes, back] = await Promise.all([accept(bob, alice, 1), endRequest(alice, bob)])
    const states = await both(alice, bob)
    if (yes.status === 200) expect([back.status, states]).toEqual([409, ['contact', 'contact']])
    else expect([yes.status, back.status, states]).toEqual([404, 200, ['none', 'none']])
    await end(alice, bob)
  }
})

test('a block takes requests and contacts away, and whoever is blocked cannot ask', async () => {
  const [alice, bob] = await pair('block')
  const tab = await alice.tab(at(1))
  await ask(alice, bob)
  await untilHeard(tab, bob, 'asked')
  await block(bob, alice)
  await untilHeard(tab, bob, 'none')
  expect([await requestsOf(alice, 'out'), await requestsOf(bob, 'in')]).toEqual([[], []])
  const [refused, own] = [await ask(alice, bob), await ask(bob, alice)]
  expect([refused.status, own.status]).toEqual([403, 403])
  expect(refused.body.error?.message).toBe(own.body.error?.message)
  await bob.ok('DELETE', `/users/${alice.id}/block`)
  await ask(alice, bob)
  await accept(bob, alice)
  await block(alice, bob)
  expect(await both(alice, bob)).toEqual(['none', 'none'])
})

test('a block while one asks or says yes: nobody is both', async () => {
  const [alice, bob] = await pair('both')
  await ask(alice, bob)
  await Promise.all([accept(bob, alice), block(bob, alice, 1), ask(alice, bob, 1)])
  expect(await both(alice, bob)).toEqual(['none', 'none'])
})

test('nobody asks themselves, someone who is not there, or a whole directory', async () => {
  const [alice, bob] = await pair('limit')
  expect((await ask(alice, alice)).status).toBe(400)
  const nobody = { ...bob, id: '01900000-0000-7000-8000-000000000000' } as Person
  expect((await ask(alice, nobody)).status).toBe(404)
  const statuses = []
  for (let n = 0; n < 24; n++) statuses.push((await ask(alice, bob, n)).status)
  expect(statuses.slice(0, 15).every((status) => status === 200)).toBe(true)
  expect(statuses.at(-1)).toBe(429)
})

test('long lists come in pages, whose end is where it was', async () => {
  const hub = await cluster.person('hub')
  const others: Person[] = []
  for (let n = 0; n < 5; n++) others.push(await cluster.person(`spoke${n}`))
  for (const other of others) await ask(other, hub)
  const pages = async (path: string) => {
    const names: string[][] = []
    let cursor: string | undefined
    do {
      type Page = { items: { user: { username: string } }[]; nextCursor?: string }
      const next = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`
      const page: Page = await hub.ok<Page>('GET', `${path}limit=2${next}`)
      names.push(page.items.map(({ user }) => user.username))
      cursor = page.nextCursor
    } while (cursor !== undefined)
    return names
  }
  expect(await pages('/contacts/requests?')).toEqual([['spoke4', 'spoke3'], ['spoke2', 'spoke1'], ['spoke0']])
  for (const other of others) await accept(hub, other)
  expect(await pages('/contacts?')).toEqual([['spoke0', 'spoke1'], ['spoke2', 'spoke3'], ['spoke4']])
})

test('whoever deletes their account is nobody’s contact any more', async () => {
  const [alice, bob] = await pair('gone')
  await ask(alice, bob)
  await accept(bob, alice)
  await alice.ok('POST', '/users/me/deletion', { password: 'correct horse battery', messages: 'keep' })
  expect(await contactsOf(bob)).toEqual([])
})

describe('who is found, and who may write, is as one chose:', () => {
  let chooser: Person
  let friend: Person
  let stranger: Person
  const choose = (settings: object) => chooser.ok('PATCH', '/users/me', { settings })
  const found = async (by: Person, q: string) => {
    const { items } = await by.ok<Response<'users'>>('GET', `/users?q=${q}`)
    return items.some(({ id }) => id === chooser.id)
  }
  const direct = async (by: Person, ...others: Person[]) => {
    const body = { userIds: others.map(({ id }) => id) }
    return by.call<Response<'joinedRoom'>>('POST', '/direct', body, at(1))
  }
  beforeAll(async () => {
    chooser = await cluster.person('chooser')
    friend = await cluster.person('friend')
    stranger = await cluster.person('stranger')
    await ask(friend, chooser)
    await accept(chooser, friend)
  })

  test.each([
    ['everyone', true, true],
    ['contacts', true, false],
    ['nobody', false, false],
  ])('found by %s', async (findableBy, byFriend, byStranger) => {
    await choose({ findableBy })
    expect([await found(friend, 'choo'), await found(stranger, 'choo')]).toEqual([byFriend, byStranger])
    const { items } = await stranger.ok<Response<'users'>>('GET', '/users?limit=100')
    expect(items.some(({ id }) => id === chooser.id)).toBe(byStranger)
    expect([await found(stranger, 'Chooser'), await found(chooser, 'choo')]).toEqual([true, true])
    const known = await stranger.ok<Response<'users'>>('GET', `/users?ids=${chooser.id}`)
    expect(known.items).toHaveLength(1)
  })

  test('written to by contacts, by who shares a room, by everyone; what there is goes on', async () => {
    await choose({ directFrom: 'contacts' })
    expect((await direct(stranger, chooser)).status).toBe(403)
    expect((await direct(stranger, chooser, friend)).status).toBe(403)
    expect((await direct(friend, chooser)).status).toBe(200)
    await choose({ directFrom: 'acquainted' })
    expect((await direct(stranger, chooser)).status).toBe(403)
    const room: JoinedRoom = await chooser.room('Somewhere')
    await stranger.join(room.id)
    const { status, body } = await direct(stranger, chooser)
    expect(status).toBe(200)
    await choose({ directFrom: 'contacts' })
    expect((await direct(stranger, chooser)).body.room.id).toBe(body.room.id)
    expect((await direct(chooser, stranger, friend)).status).toBe(200)
    const other = await cluster.person('another')
    await choose({ directFrom: 'everyone' })
    expect((await direct(other, chooser)).status).toBe(200)
  })
})

import type { Response } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { account } from './browser.js'
import { Cluster, until } from './harness.js'
import { type Person, post } from './person.js'
import type { Tab } from './tab.js'

let cluster: Cluster
let owner: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 0 })
  owner = await cluster.person('olga')
})
afterAll(() => cluster.stop())

type Installation = Response<'installation'>
const choose = (change: object, place = 0) =>
  owner.ok<Installation>('PATCH', '/admin/settings', change, cluster.url(place))
const say = (tab: Tab, roomId: string) =>
  tab.ask('message:send', { roomId, clientId: uuidv7(), body: 'hello' })
const mode = async (place: number) => {
  const answer = await fetch(`${cluster.url(place)}/api/auth/registration`)
  return ((await answer.json()) as Response<'registration'>).registration
}
const enlist = (username: string, invite?: string) =>
  post<object>(`${cluster.url(1)}/api/auth/register`, { ...account(username), ...(invite && { invite }) })

test('a limit that is chosen on one instance bites on the other within seconds, also for tokens taken before', async () => {
  const bob = await cluster.person('bob')
  const { id } = await bob.room('slow')
  const tab = await bob.tab(cluster.url(1))
  expect(await say(tab, id)).toMatchObject({ ok: true })
  const { settings, defaults } = await choose({ limits: { messagesPerMinute: 1, messagesBurst: 3 } })
  expect(settings.limits).toEqual({ ...defaults.limits, messagesPerMinute: 1, messagesBurst: 3 })
  await until(async () => !(await say(tab, id)).ok)
  await choose({ limits: { messagesPerMinute: null, messagesBurst: null } })
  expect((await owner.ok<Installation>('GET', '/admin/settings')).settings).toEqual(defaults)
})

test('so does one for a room and one for making rooms', async () => {
  const carol = await cluster.person('carol')
  const { id } = await carol.room('busy')
  const tab = await carol.tab(cluster.url(1))
  await choose({ limits: { roomMessagesPerMinute: 2 } })
  const refused = await until(async () => {
    const ack = await say(tab, id)
    return !ack.ok && ack.error
  })
  expect(refused).toMatchObject({ code: 'rate_limited', retryAfterMs: expect.any(Number) as number })
  await choose({ limits: { roomMessagesPerMinute: null, roomOperationsPerMinute: 1 } })
  const make = () => carol.call('POST', '/rooms', { name: 'one more', kind: 'public' }, cluster.url(1))
  await until(async () => (await make()).status === 429)
  await choose({ limits: { roomOperationsPerMinute: null } })
})

test('an instance that starts later, or missed what was said, goes by the settings too', async () => {
  await choose({ limits: { messagesPerMinute: 1, messagesBurst: 1 } })
  const late = await cluster.addInstance()
  const dave = await cluster.person('dave', late.url)
  const { id } = await dave.room('late')
  const tab = await dave.tab(late.url)
  expect([await say(tab, id), await say(tab, id)]).toMatchObject([{ ok: true }, { ok: false }])
  await choose({ limits: { messagesPerMinute: null, messagesBurst: null } })
  await late.stop()
})

test('changes at once from two instances are all kept', async () => {
  const names = ['messagesPerMinute', 'messagesBurst', 'roomMessagesPerMinute', 'roomOperationsPerMinute']
  await Promise.all(names.map((name, n) => choose({ limits: { [name]: 7_000 + n } }, n)))
  const { settings } = await owner.ok<Installation>('GET', '/admin/settings')
  expect(names.map((name) => Reflect.get(settings.limits, name) as number)).toEqual([
    7_000, 7_001, 7_002, 7_003,
  ])
  await choose({ limits: Object.fromEntries(names.map((name) => [name, null])) })
})

test('where one must be invited, an account needs a link that still holds, and uses it up', async () => {
  await choose({ registration: 'invited' })
  expect([await mode(0), await mode(1)]).toEqual(['invited', 'invited'])
  const refused = { status: 403, body: { error: { code: 'forbidden', issues: [{ path: 'invite' }] } } }
  expect(await enlist('erin')).toMatchObject(refused)
  expect(await enlist('erin', 'no-such-code-at-all')).toMatchObject(refused)
  const { id: roomId } = await owner.room('Through here', 'private')
  const invite = (code: string, more: string) =>
    cluster.db.query(
      `INSERT INTO invite (id, room_id, code, created_by, ${more.split('=')[0]}) VALUES ($1, $2, $3, $4, ${more.split('=')[1]})`,
      [uuidv7(), roomId, code, owner.id],
    )
  await invite('expired-code', "expires_at=now() - interval '1 second'")
  await invite('revoked-code', 'revoked_at=now()')
  await invite('single-use-code', 'max_uses=1')
  for (const code of ['expired-code', 'revoked-code'])
    expect(await enlist('erin', code)).toMatchObject(refused)
  // A name that is taken uses nothing up.
  expect(await enlist('olga', 'single-use-code')).toMatchObject({ status: 409 })
  const two = await Promise.all([enlist('erin', 'single-use-code'), enlist('frank', 'single-use-code')])
  expect(two.map(({ status }) => status).toSorted()).toEqual([201, 403])
  const { items } = await owner.ok<Response<'members'>>('GET', `/rooms/${roomId}/members`)
  expect(items).toHaveLength(2)
  await choose({ registration: 'open' })
  expect(await enlist('grace')).toMatchObject({ status: 201 })
})

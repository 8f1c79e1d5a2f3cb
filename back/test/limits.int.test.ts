import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser, PASSWORD } from './browser.js'
import { Cluster, until } from './harness.js'
import { type Person, post } from './person.js'
import type { Tab } from './tab.js'

const limited = { ok: false, error: { code: 'rate_limited', retryable: true } }
let cluster: Cluster
beforeAll(async () => {
  // So little comes back that a slow machine does not matter.
  const env = { THROTTLE_BURST: '10', THROTTLE_LIMIT: '1', ROOM_OPS_BURST: '3', ROOM_OPS_LIMIT: '1' }
  cluster = await Cluster.start({ instances: 2, workers: 0, env })
})
afterAll(() => cluster.stop())

const say = (tab: Tab, roomId: string) =>
  tab.ask('message:send', { roomId, clientId: uuidv7(), body: 'hello' })

/** Sends as many messages at once as the burst allows, and one more. */
async function flood(tab: Tab, roomId: string): Promise<void> {
  const acks = await Promise.all(Array.from({ length: 11 }, () => say(tab, roomId)))
  expect(acks.filter((ack) => ack.ok)).toHaveLength(10)
  expect(acks.find((ack) => !ack.ok)).toMatchObject(limited)
}

test('after a burst a sender is told how long to wait, and a reconnect or another instance changes nothing', async () => {
  const alice = await cluster.person('alice')
  const room = await alice.room('limits')
  const tab = await alice.tab()
  await flood(tab, room.id)
  tab.close()
  const again = await alice.tab(cluster.url(1))
  const ack = await say(again, room.id)
  expect(ack).toMatchObject(limited)
  expect(!ack.ok && ack.error.retryAfterMs).toBeGreaterThan(1_000)
})

test('the HTTP call for sending spends from the same bucket, and its answer says when to return', async () => {
  const bob = await cluster.person('bob')
  const room = await bob.room('over http')
  await flood(await bob.tab(), room.id)
  const sent = await bob.call('POST', `/rooms/${room.id}/messages`, { clientId: uuidv7(), body: 'hello' })
  expect(sent.status).toBe(429)
  expect(Number(sent.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('one person’s flood is nobody else’s', async () => {
  const carol = await cluster.person('carol')
  const dave = await cluster.person('dave')
  const room = await carol.room('shared')
  await dave.join(room.id)
  await flood(await carol.tab(), room.id)
  expect(await say(await dave.tab(), room.id)).toMatchObject({ ok: true })
})

test('one address says only so much, whoever speaks from it', async () => {
  const env = { THROTTLE_IP_LIMIT: '5', THROTTLE_TTL: '3600', TRUST_PROXY: 'loopback' }
  const behind = await cluster.addInstance(env)
  const [ivan, judy] = [await cluster.person('ivan'), await cluster.person('judy')]
  const { id } = await ivan.room('one address')
  await judy.join(id)
  const from = (address: string, { token }: Person) =>
    post<object>(
      `${behind.url}/api/rooms/${id}/messages`,
      { clientId: uuidv7(), body: 'hello' },
      { authorization: `Bearer ${token}`, 'x-forwarded-for': address },
    )
  const statuses = []
  for (const person of [ivan, judy, ivan, judy, ivan, judy])
    statuses.push((await from('203.0.113.20', person)).status)
  expect(statuses.map((status) => status < 400)).toEqual([true, true, true, true, true, false])
  expect(statuses.at(-1)).toBe(429)
  expect((await from('203.0.113.21', judy)).status).toBeLessThan(400)
  await behind.stop()
})

test('rooms are made a few at a time', async () => {
  const erin = await cluster.person('erin')
  for (const name of ['one', 'two', 'three']) await erin.room(name)
  const fourth = await erin.call('POST', '/rooms', { name: 'four', kind: 'public' })
  expect([fourth.status, fourth.body]).toMatchObject([429, { error: { code: 'rate_limited' } }])
})

test('after ten wrong passwords even the right one waits, by username and by email, on every instance', async () => {
  const frank = await cluster.person('frank')
  const login = (name: string, secret: string, place = 0) =>
    post<object>(`${cluster.url(place)}/api/auth/login`, { login: name, password: secret })
  for (let i = 0; i < 10; i++) expect((await login('frank', 'wrong', i)).status).toBe(401)
  const right = [await login('frank', PASSWORD), await login('frank@example.org', PASSWORD, 1)]
  for (const { status, body } of right)
    expect([status, body]).toMatchObject([
      429,
      { error: { code: 'rate_limited', retryAfterMs: expect.any(Number) } },
    ])
  expect((await frank.call('GET', '/auth/me')).status).toBe(200)
})

test('a right password forgives the wrong ones before it', async () => {
  await cluster.person('grace')
  const login = (secret: string) =>
    post(`${cluster.url()}/api/auth/login`, { login: 'grace', password: secret })
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 8; i++) expect((await login('wrong')).status).toBe(401)
    expect((await login(PASSWORD)).status).toBe(200)
  }
})

test('an account that does not exist is limited like one that does', async () => {
  const login = () => post(`${cluster.url()}/api/auth/login`, { login: 'nobody', password: 'wrong' })
  for (let i = 0; i < 10; i++) expect((await login()).status).toBe(401)
  expect((await login()).status).toBe(429)
})

test('logins are limited per address, and only a trusted proxy says which one it is', async () => {
  const env = { AUTH_IP_LIMIT: '3' }
  const behind = await cluster.addInstance({ ...env, TRUST_PROXY: 'loopback' })
  const login = (forwarded: string) =>
    post(
      `${behind.url}/api/auth/login`,
      { login: uuidv7(), password: 'wrong' },
      { 'x-forwarded-for': forwarded },
    )
  for (let i = 0; i < 3; i++) expect((await login('203.0.113.7')).status).toBe(401)
  expect((await login('203.0.113.7')).status).toBe(429)
  expect((await login('198.51.100.1, 203.0.113.7')).status).toBe(429)
  expect((await login('203.0.113.8')).status).toBe(401)
  await behind.stop()
})

test('while Redis is away logins fail closed, and no password is tried', async () => {
  const heidi = await cluster.person('heidi')
  const browser = new Browser(heidi.home)
  const login = (password = PASSWORD) => browser.call('POST', '/auth/login', { login: 'heidi', password })
  await cluster.restartRedis(async () => {
    // One that was tried would be called wrong.
    for (const password of [PASSWORD, 'wrong'])
      expect((await login(password)).body).toMatchObject({ error: { code: 'unavailable', retryable: true } })
  })
  await until(async () => (await login()).status === 200)
})

import type { Response } from '@papo/contract'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser, ended, enter, knock, login, PASSWORD, socketOf } from './browser.js'
import { Cluster, until } from './harness.js'

let cluster: Cluster
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 0 })
})
afterAll(() => cluster.stop())

/** What a machine that lost its disk would come back with. */
async function emptyRedis(): Promise<void> {
  const redis = new Redis(cluster.redis.url)
  await redis.flushall()
  await redis.quit()
}

test('two tabs that refresh at once stay logged in', async () => {
  const one = await enter(cluster.url(), 'grace')
  const two = one.copy(cluster.url(1))
  const answers = await Promise.all([one, two, one, two].map((tab) => tab.call('POST', '/auth/refresh', {})))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(one.jar.get('papo_refresh')).toBe(two.jar.get('papo_refresh'))
  expect((await two.call('POST', '/auth/refresh', {})).status).toBe(200)
  expect(await one.isIn()).toBe(true)
})

test('a refresh whose reply was lost is repeated and gets the same token', async () => {
  const browser = await enter(cluster.url(), 'heidi')
  const [lost, repeated] = [browser.copy(), browser.copy(cluster.url(1))]
  await lost.call('POST', '/auth/refresh', {})
  await repeated.call('POST', '/auth/refresh', {})
  expect(repeated.jar.get('papo_refresh')).toBe(lost.jar.get('papo_refresh'))
})

test('a refresh token that is older than the last two ends the whole session, everywhere', async () => {
  const browser = await enter(cluster.url(), 'ivan')
  const thief = browser.copy(cluster.url(1))
  const socket = await socketOf(browser)
  for (let i = 0; i < 2; i++) await browser.call('POST', '/auth/refresh', {})
  expect(await browser.isIn()).toBe(true)
  const gone = ended(socket)
  expect((await thief.call('POST', '/auth/refresh', {})).status).toBe(401)
  await gone
  expect(await browser.isIn()).toBe(false)
  expect((await browser.call('POST', '/auth/refresh', {})).status).toBe(401)
})

test('the token before the last is refused after its grace time, and ends the session', async () => {
  const browser = await enter(cluster.url(), 'judy')
  const late = browser.copy()
  await browser.call('POST', '/auth/refresh', {})
  await cluster.db.query(`UPDATE session SET rotated_at = now() - interval '11 s' WHERE id = $1`, [
    browser.jar.get('papo_refresh')?.split('.')[0],
  ])
  expect((await late.call('POST', '/auth/refresh', {})).status).toBe(401)
  expect(await browser.isIn()).toBe(false)
})

test('a made-up refresh token ends nobody’s session', async () => {
  const browser = await enter(cluster.url(), 'kim')
  const sessionId = browser.jar.get('papo_refresh')?.split('.')[0]
  const guess = `${sessionId}.${Buffer.alloc(36, 1).toString('base64url')}`
  const guesser = new Browser(cluster.url())
  expect((await guesser.call('POST', '/auth/refresh', { refreshToken: guess })).status).toBe(401)
  expect(await browser.isIn()).toBe(true)
})

test('logging out ends the session’s sockets on every instance, and its tokens open nothing', async () => {
  const here = await enter(cluster.url(), 'leo')
  const there = here.copy(cluster.url(1))
  const elsewhere = await login(cluster.url(), 'leo')
  const sockets = await Promise.all([here, there].map(socketOf))
  const other = await socketOf(elsewhere)
  const copy = there.copy()
  const gone = Promise.all(sockets.map((socket) => ended(socket)))
  expect((await here.call('POST', '/auth/logout', {})).status).toBe(200)
  await gone
  expect(here.jar.size).toBe(0)
  expect(await copy.isIn()).toBe(false)
  expect(await knock(copy.at, { headers: { origin: copy.at, cookie: copy.cookie } })).toBe('unauthenticated')
  expect(await elsewhere.isIn()).toBe(true)
  expect(other.connected).toBe(true)
  other.close()
})

test('sessions are listed and ended one by one, only one’s own', async () => {
  const [phone, laptop, stranger] = [
    await enter(cluster.url(), 'mia'),
    await login(cluster.url(), 'mia'),
    await enter(cluster.url(), 'nina'),
  ]
  const { body } = await laptop.call<Response<'sessions'>>('GET', '/auth/sessions')
  expect(body.items.map((session) => session.current).toSorted()).toEqual([false, true])
  const other = body.items.find((session) => !session.current)
  const path = `/auth/sessions/${other?.id}`
  expect((await stranger.call('DELETE', path)).status).toBe(404)
  expect(await phone.isIn()).toBe(true)
  expect((await laptop.call('DELETE', path)).status).toBe(200)
  expect(await phone.isIn()).toBe(false)
  expect(await laptop.isIn()).toBe(true)
})

test('a new password ends all other sessions and replaces the old one', async () => {
  const [mine, other] = [await enter(cluster.url(), 'oscar'), await login(cluster.url(), 'oscar')]
  const socket = await socketOf(other)
  const next = 'an entirely new horse'
  const change = (current: string, wanted: string) =>
    mine.call('PUT', '/auth/password', { current, next: wanted })
  expect((await change('wrong horse battery', next)).body).toMatchObject({
    error: { issues: [{ path: 'current' }] },
  })
  expect((await change(PASSWORD, 'password1')).body).toMatchObject({ error: { issues: [{ path: 'next' }] } })
  const gone = ended(socket)
  expect((await change(PASSWORD, next)).status).toBe(200)
  await gone
  expect([await mine.isIn(), await other.isIn()]).toEqual([true, false])
  const answer = await new Browser(cluster.url()).call('POST', '/auth/login', {
    login: 'oscar',
    password: PASSWORD,
  })
  expect(answer.status).toBe(401)
  await login(cluster.url(), 'oscar', next)
})

test('who is banned neither logs in nor refreshes', async () => {
  const browser = await enter(cluster.url(), 'peggy')
  await cluster.db.query(`UPDATE app_user SET banned_at = now() WHERE username = 'peggy'`)
  expect((await browser.call('POST', '/auth/refresh', {})).status).toBe(401)
  const answer = await new Browser(cluster.url()).call('POST', '/auth/login', {
    login: 'peggy',
    password: PASSWORD,
  })
  expect(answer.status).toBe(403)
})

test('a Redis that forgot everything still lets no ended session in, and lets the others in', async () => {
  const [ends, stays] = [await enter(cluster.url(), 'quinn'), await enter(cluster.url(), 'ruth')]
  const copy = ends.copy(cluster.url(1))
  await ends.call('POST', '/auth/logout', {})
  await emptyRedis()
  await cluster.restartRedis()
  expect(await until(async () => (await stays.copy(cluster.url(1)).isIn()) && 'in')).toBe('in')
  expect((await copy.call('GET', '/auth/me')).status).toBe(401)
})

test('while Redis is away nobody is let in, and all is well when it is back', async () => {
  const browser = await enter(cluster.url(), 'sybil')
  await cluster.restartRedis(async () => {
    const logins = await browser.call('POST', '/auth/login', { login: 'sybil', password: PASSWORD })
    expect(logins.body).toMatchObject({ error: { code: 'unavailable', retryable: true } })
    expect((await browser.call('GET', '/auth/me')).status).toBe(503)
  })
  await until(() => browser.isIn())
})

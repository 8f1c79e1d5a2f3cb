import type { Response } from '@papo/contract'
import { Redis } from 'ioredis'
import type { Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser, ended, knock } from './browser.js'
import { Cluster, until } from './harness.js'
import { post } from './person.js'

const password = 'correct horse battery'
let cluster: Cluster
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 0 })
})
afterAll(() => cluster.stop())

const account = (username: string) => ({ username, email: `${username}@example.org`, password })

async function enter(username: string, at = cluster.url(0)): Promise<Browser> {
  const browser = new Browser(at)
  const made = await browser.call('POST', '/auth/register', account(username))
  expect(made.status).toBe(201)
  return browser
}

async function login(username: string, secret = password, at = cluster.url(0)): Promise<Browser> {
  const browser = new Browser(at)
  const answer = await browser.call('POST', '/auth/login', { login: username, password: secret })
  expect(answer.status).toBe(200)
  return browser
}

async function socketOf(browser: Browser): Promise<Socket> {
  const socket = await knock(browser.at, { headers: { origin: browser.at, cookie: browser.cookie } })
  if (typeof socket === 'string') throw new Error(socket)
  return socket
}

/** What a machine that lost its disk would come back with. */
async function emptyRedis(): Promise<void> {
  const redis = new Redis(cluster.redis.url)
  await redis.flushall()
  await redis.quit()
}

test('of people who register at once, on any instance, exactly one owns the installation', async () => {
  const made = await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      post<Response<'identity'>>(`${cluster.url(i)}/api/auth/register`, account(`first${i}`)),
    ),
  )
  const roles = made.map(({ body }) => body.user.role)
  expect(roles.toSorted()).toEqual([...Array<string>(7).fill('member'), 'owner'])
})

test('a name or an email that is taken is named', async () => {
  const alice = await enter('alice')
  const again = (change: object) => alice.call('POST', '/auth/register', { ...account('alice'), ...change })
  const conflict = (path: string) => ({ error: { code: 'conflict', issues: [{ path }] } })
  expect((await again({ email: 'other@example.org' })).body).toMatchObject(conflict('username'))
  expect((await again({ username: 'other' })).body).toMatchObject(conflict('email'))
})

test('whoever registers is in the default room', async () => {
  const bob = await enter('bob')
  const { body } = await bob.call<Response<'joinedRooms'>>('GET', '/rooms')
  expect(body.items).toMatchObject([{ isDefault: true }])
})

test('one logs in by username or by email, in any case', async () => {
  await enter('carol')
  for (const name of ['carol', 'CAROL', ' carol@Example.org '])
    expect(await (await login(name)).isIn()).toBe(true)
})

test('a wrong password and a user who does not exist get the same answer', async () => {
  await enter('dave')
  const browser = new Browser(cluster.url())
  const wrong = await browser.call('POST', '/auth/login', { login: 'dave', password: 'wrong horse battery' })
  const nobody = await browser.call('POST', '/auth/login', {
    login: 'nobody',
    password: 'wrong horse battery',
  })
  expect([wrong.status, wrong.body]).toEqual([nobody.status, nobody.body])
  expect(wrong.status).toBe(401)
})

test('cookies cannot be read by scripts, and over https are bound to the host', async () => {
  const secure = await cluster.addInstance({ FRONTEND_URL: 'https://chat.example.org' })
  const browser = new Browser(secure.url)
  const made = await browser.call('POST', '/auth/register', account('erin'), {
    origin: 'https://chat.example.org',
  })
  const cookies = made.headers.getSetCookie()
  expect(cookies).toHaveLength(2)
  for (const cookie of cookies)
    expect(cookie).toMatch(/^__Host-papo_\w+=.*Path=\/;.*HttpOnly; Secure; SameSite=Lax/)
  expect(made.headers.get('strict-transport-security')).toBeTruthy()
  expect(await browser.isIn()).toBe(true)
  await secure.stop()
})

test('an API client gets tokens, calls with them and refreshes them, without cookies', async () => {
  await enter('frank')
  const got = await post<Response<'tokens'>>(`${cluster.url()}/api/auth/token`, { login: 'frank', password })
  expect(got.headers.getSetCookie()).toEqual([])
  const client = new Browser(cluster.url(1))
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  expect((await client.call('GET', '/auth/me', undefined, bearer(got.body.accessToken))).status).toBe(200)
  const { refreshToken } = got.body
  const next = await client.call<Response<'tokens'>>('POST', '/auth/refresh', { refreshToken })
  expect(next.body.refreshToken).not.toBe(refreshToken)
  expect((await client.call('POST', '/auth/logout', {}, bearer(next.body.accessToken))).status).toBe(200)
  expect((await client.call('GET', '/auth/me', undefined, bearer(next.body.accessToken))).status).toBe(401)
})

test('two tabs that refresh at once stay logged in', async () => {
  const one = await enter('grace')
  const two = one.copy(cluster.url(1))
  const answers = await Promise.all([one, two, one, two].map((tab) => tab.call('POST', '/auth/refresh', {})))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(one.jar.get('papo_refresh')).toBe(two.jar.get('papo_refresh'))
  expect((await two.call('POST', '/auth/refresh', {})).status).toBe(200)
  expect(await one.isIn()).toBe(true)
})

test('a refresh whose reply was lost is repeated and gets the same token', async () => {
  const browser = await enter('heidi')
  const [lost, repeated] = [browser.copy(), browser.copy(cluster.url(1))]
  await lost.call('POST', '/auth/refresh', {})
  await repeated.call('POST', '/auth/refresh', {})
  expect(repeated.jar.get('papo_refresh')).toBe(lost.jar.get('papo_refresh'))
})

test('a refresh token that is older than the last two ends the whole session, everywhere', async () => {
  const browser = await enter('ivan')
  const thief = browser.copy(cluster.url(1))
  const socket = await socketOf(browser)
  for (let i = 0; i < 2; i++) await browser.call('POST', '/auth/refresh', {})
  expect(await browser.isIn()).toBe(true)
  const gone = ended(socket, 1_000)
  expect((await thief.call('POST', '/auth/refresh', {})).status).toBe(401)
  await gone
  expect(await browser.isIn()).toBe(false)
  expect((await browser.call('POST', '/auth/refresh', {})).status).toBe(401)
})

test('the token before the last is refused after its grace time, and ends the session', async () => {
  const browser = await enter('judy')
  const late = browser.copy()
  await browser.call('POST', '/auth/refresh', {})
  await cluster.db.query(`UPDATE session SET rotated_at = now() - interval '11 s' WHERE id = $1`, [
    browser.jar.get('papo_refresh')?.split('.')[0],
  ])
  expect((await late.call('POST', '/auth/refresh', {})).status).toBe(401)
  expect(await browser.isIn()).toBe(false)
})

test('a made-up refresh token ends nobody’s session', async () => {
  const browser = await enter('kim')
  const sessionId = browser.jar.get('papo_refresh')?.split('.')[0]
  const guess = `${sessionId}.${Buffer.alloc(36, 1).toString('base64url')}`
  const guesser = new Browser(cluster.url())
  expect((await guesser.call('POST', '/auth/refresh', { refreshToken: guess })).status).toBe(401)
  expect(await browser.isIn()).toBe(true)
})

test('logging out ends the session’s sockets on every instance, and its tokens open nothing', async () => {
  const here = await enter('leo')
  const there = here.copy(cluster.url(1))
  const elsewhere = await login('leo')
  const sockets = await Promise.all([here, there].map(socketOf))
  const other = await socketOf(elsewhere)
  const copy = there.copy()
  const gone = Promise.all(sockets.map((socket) => ended(socket, 1_000)))
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
  const [phone, laptop, stranger] = [await enter('mia'), await login('mia'), await enter('nina')]
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
  const [mine, other] = [await enter('oscar'), await login('oscar')]
  const socket = await socketOf(other)
  const next = 'an entirely new horse'
  const change = (current: string, wanted: string) =>
    mine.call('PUT', '/auth/password', { current, next: wanted })
  expect((await change('wrong horse battery', next)).body).toMatchObject({
    error: { issues: [{ path: 'current' }] },
  })
  expect((await change(password, 'password1')).body).toMatchObject({ error: { issues: [{ path: 'next' }] } })
  const gone = ended(socket, 1_000)
  expect((await change(password, next)).status).toBe(200)
  await gone
  expect([await mine.isIn(), await other.isIn()]).toEqual([true, false])
  const answer = await new Browser(cluster.url()).call('POST', '/auth/login', { login: 'oscar', password })
  expect(answer.status).toBe(401)
  await login('oscar', next)
})

test('who is banned neither logs in nor refreshes', async () => {
  const browser = await enter('peggy')
  await cluster.db.query(`UPDATE app_user SET banned_at = now() WHERE username = 'peggy'`)
  expect((await browser.call('POST', '/auth/refresh', {})).status).toBe(401)
  const answer = await new Browser(cluster.url()).call('POST', '/auth/login', { login: 'peggy', password })
  expect(answer.status).toBe(403)
})

test('a Redis that forgot everything still lets no ended session in, and lets the others in', async () => {
  const [ends, stays] = [await enter('quinn'), await enter('ruth')]
  const copy = ends.copy(cluster.url(1))
  await ends.call('POST', '/auth/logout', {})
  await emptyRedis()
  await cluster.restartRedis()
  expect(await until(async () => (await stays.copy(cluster.url(1)).isIn()) && 'in')).toBe('in')
  expect((await copy.call('GET', '/auth/me')).status).toBe(401)
})

test('while Redis is away nobody is let in, and all is well when it is back', async () => {
  const browser = await enter('sybil')
  await cluster.restartRedis(async () => {
    const logins = await browser.call('POST', '/auth/login', { login: 'sybil', password })
    expect(logins.body).toMatchObject({ error: { code: 'unavailable', retryable: true } })
    expect((await browser.call('GET', '/auth/me')).status).toBe(503)
  })
  await until(() => browser.isIn())
})

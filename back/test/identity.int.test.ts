import type { Response } from '@papo/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { account, Browser, enter, login, PASSWORD } from './browser.js'
import { Cluster } from './harness.js'
import { post } from './person.js'

let cluster: Cluster
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 0 })
})
afterAll(() => cluster.stop())

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
  const alice = await enter(cluster.url(), 'alice')
  const again = (change: object) => alice.call('POST', '/auth/register', { ...account('alice'), ...change })
  const conflict = (path: string) => ({ error: { code: 'conflict', issues: [{ path }] } })
  expect((await again({ email: 'other@example.org' })).body).toMatchObject(conflict('username'))
  expect((await again({ username: 'other' })).body).toMatchObject(conflict('email'))
})

test('whoever registers is in the default room', async () => {
  const bob = await enter(cluster.url(), 'bob')
  const { body } = await bob.call<Response<'joinedRooms'>>('GET', '/rooms')
  expect(body.items).toMatchObject([{ isDefault: true }])
})

test('one logs in by username or by email, in any case', async () => {
  await enter(cluster.url(), 'carol')
  for (const name of ['carol', 'CAROL', ' carol@Example.org '])
    expect(await (await login(cluster.url(), name)).isIn()).toBe(true)
})

test('a wrong password and a user who does not exist get the same answer', async () => {
  await enter(cluster.url(), 'dave')
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
  await enter(cluster.url(), 'frank')
  const got = await post<Response<'tokens'>>(`${cluster.url()}/api/auth/token`, {
    login: 'frank',
    password: PASSWORD,
  })
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

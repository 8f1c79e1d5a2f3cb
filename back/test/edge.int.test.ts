import type { Response } from '@papo/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, enter, knock, PASSWORD } from './browser.js'
import { Cluster } from './harness.js'

const LISTED = 'http://app.example.org'
let cluster: Cluster
let alice: Browser
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 1, workers: 0, env: { FRONTEND_URL: LISTED } })
  alice = await enter(cluster.url(), 'alice')
})
afterAll(() => cluster.stop())

const rename = (headers: Record<string, string>) =>
  alice.call('PATCH', '/users/me', { displayName: 'Alice' }, headers)
const refusal = (code: string, path: string) => ({ error: { code, issues: [{ path }] } })

test('a foreign page’s call is refused, whatever it looks like', async () => {
  const host = new URL(alice.at).host
  const foreign = [
    { origin: 'http://evil.example' },
    { origin: `http://${host}.evil.example` },
    { origin: `${LISTED}.evil.example` },
    { origin: 'null' },
    { origin: '', 'sec-fetch-site': 'cross-site' },
    { origin: '', 'sec-fetch-site': 'same-site' },
    { origin: '' },
  ]
  for (const headers of foreign)
    expect([headers, (await rename(headers)).body]).toMatchObject([headers, { error: { code: 'forbidden' } }])
})

test('our own pages and listed ones may call', async () => {
  for (const headers of [{}, { origin: LISTED }, { origin: '', 'sec-fetch-site': 'same-origin' }])
    expect((await rename(headers)).status).toBe(200)
})

test('only listed origins may read answers with cookies', async () => {
  const from = async (origin: string) =>
    (await alice.call('GET', '/auth/me', undefined, { origin })).headers.get('access-control-allow-origin')
  expect(await from(LISTED)).toBe(LISTED)
  expect(await from('http://evil.example')).toBeNull()
})

test('a call with a token needs no Origin, and its cookies do not count', async () => {
  const login = { login: 'alice', password: PASSWORD }
  const { body } = await alice.call<Response<'tokens'>>('POST', '/auth/token', login)
  const bearer = (token: string) => ({ origin: '', authorization: `Bearer ${token}` })
  expect((await rename(bearer(body.accessToken))).status).toBe(200)
  expect((await rename(bearer('x'))).status).toBe(401)
  expect((await rename({ origin: '', authorization: 'x' })).status).toBe(401)
  expect((await alice.call('POST', '/auth/refresh', {}, bearer('x'))).status).toBe(401)
  await alice.call('POST', '/auth/login', login)
})

test('foreign pages open no socket', async () => {
  const from = (origin: string) => knock(alice.at, { headers: { origin, cookie: alice.cookie } })
  for (const origin of ['null', 'http://evil.example', `${alice.at}.evil.example`, `${LISTED}.evil.example`])
    expect([origin, await from(origin)]).toEqual([origin, 'websocket error'])
  for (const origin of [alice.at, LISTED]) {
    const socket = await from(origin)
    expect(socket).toMatchObject({ connected: true })
    if (typeof socket !== 'string') socket.close()
  }
})

test('foreign pages do not get in by polling either', async () => {
  const headers = { origin: 'http://evil.example', cookie: alice.cookie }
  expect(await knock(alice.at, { headers, transport: 'polling' })).toBe('xhr poll error')
})

test('without an Origin a socket’s cookies are ignored and a token must follow', async () => {
  expect(await knock(alice.at, { headers: { cookie: alice.cookie } })).toBe('unauthenticated')
  const login = { login: 'alice', password: PASSWORD }
  const { body } = await alice.call<Response<'tokens'>>('POST', '/auth/token', login)
  const socket = await knock(alice.at, { token: body.accessToken })
  expect(socket).toMatchObject({ connected: true })
  if (typeof socket !== 'string') socket.close()
})

test('an unknown key, a wrong field and __proto__ are refused by name, in bodies and queries', async () => {
  const patch = async (body: unknown) => (await alice.call('PATCH', '/users/me', body)).body
  expect(await patch({ displayName: '' })).toMatchObject(refusal('invalid_payload', 'displayName'))
  expect(await patch({ role: 'owner' })).toMatchObject({
    error: { code: 'invalid_payload', message: expect.stringContaining('role') },
  })
  expect(await patch('{"displayName":"x","__proto__":{}}')).toMatchObject(
    refusal('invalid_payload', '__proto__'),
  )
  const users = async (query: string) => (await alice.call('GET', `/users?${query}`)).body
  expect(await users('limit=many')).toMatchObject(refusal('invalid_payload', 'limit'))
  expect(await users('q=a&q=b')).toMatchObject(refusal('invalid_payload', 'q'))
  expect(await users('__proto__=x')).toMatchObject(refusal('invalid_payload', '__proto__'))
  expect(await users('cursor=x')).toMatchObject(refusal('invalid_payload', 'cursor'))
  expect(await users('ids=x')).toMatchObject(refusal('invalid_payload', 'ids.0'))
  expect((await alice.call('GET', '/users/x')).body).toMatchObject(refusal('invalid_payload', 'id'))
})

test('a body that cannot be read or is too large is refused as what it is', async () => {
  const patch = async (body: string, headers = {}) =>
    (await alice.call('PATCH', '/users/me', body, headers)).body
  const error = (code: string) => ({ error: { code, retryable: false } })
  expect(await patch('{"displayName":')).toMatchObject(error('invalid_payload'))
  expect(await patch(`{"displayName":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)).toMatchObject(
    error('invalid_payload'),
  )
  expect(await patch('"text"')).toMatchObject(error('invalid_payload'))
  expect(await patch(`{"displayName":"${'x'.repeat(70_000)}"}`)).toMatchObject(error('too_large'))
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  await alice.call('PATCH', '/users/me', { displayName: 'Alice' })
  await patch('displayName=Mallory', form)
  expect((await alice.call<Response<'identity'>>('GET', '/auth/me')).body.user.displayName).toBe('Alice')
})

test('what does not exist says so in the same words everywhere', async () => {
  const missing = { error: { code: 'not_found', retryable: false } }
  expect((await alice.call('GET', '/nothing')).body).toMatchObject(missing)
  expect((await alice.call('POST', '/users')).body).toMatchObject(missing)
  expect((await alice.call('GET', `/users/${crypto.randomUUID()}`)).body).toMatchObject(missing)
  expect(await (await fetch(`${alice.at}/assets/none.js`)).json()).toMatchObject(missing)
  expect(await (await fetch(`${alice.at}/page`, { method: 'POST' })).json()).toMatchObject(missing)
})

test('answers say what browsers may do with them', async () => {
  const { headers } = await alice.call('GET', '/auth/me')
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.has('x-powered-by')).toBe(false)
})

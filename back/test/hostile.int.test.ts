import { createHmac } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { routesOf } from './authorization/routes.js'
import { type Browser, enter, knock } from './browser.js'
import { Cluster, until } from './harness.js'

const SECRET = 'a secret of tests, of more than thirty-two characters'
const SECURE = 'https://chat.example.org'
const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
const dir = mkdtempSync(join(tmpdir(), 'papo-hostile-'))
let cluster: Cluster
let alice: Browser
beforeAll(async () => {
  mkdirSync(join(dir, 'assets'))
  writeFileSync(join(dir, 'index.html'), '<!doctype html><title>Papo</title>')
  writeFileSync(join(dir, 'assets', 'main-4f2a.js'), '0')
  cluster = await Cluster.start({ instances: 1, workers: 0, env: { WEB_DIR: dir, JWT_SECRET: SECRET } })
  alice = await enter(cluster.url(), 'alice')
})
afterAll(async () => {
  await cluster.stop()
  rmSync(dir, { recursive: true })
})

type Claims = Record<string, unknown>
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token that is signed as ours are, unless the header says otherwise. */
function forge(claims: Claims, header: Claims = {}, secret = SECRET): string {
  const full = { alg: 'HS256', typ: 'at+jwt', ...header }
  const said = `${part(full)}.${part(claims)}`
  const hash = full.alg.replace('HS', 'sha')
  return `${said}.${createHmac(hash, secret).update(said).digest('base64url')}`
}

/** What a token of alice's says, as if her instance had made it now. */
async function claimsOfAlice(): Promise<Claims> {
  const { rows } = await cluster.db.query('SELECT id, user_id FROM session LIMIT 1')
  const [{ id: sid, user_id: sub }] = rows as [{ id: string; user_id: string }]
  const now = Math.floor(Date.now() / 1_000)
  return { sub, sid, iss: 'papo', aud: 'papo', iat: now, exp: now + 600 }
}

/** Whether a token is believed, by HTTP and by the socket. */
async function believed(token: string): Promise<[number, boolean]> {
  const headers = { authorization: `Bearer ${token}` }
  const { status } = await fetch(`${cluster.url()}/api/auth/me`, { headers })
  const socket = await knock(cluster.url(), { token })
  if (typeof socket !== 'string') socket.close()
  return [status, typeof socket !== 'string']
}

test('a token counts only with our algorithm, type, issuer, audience, secret and time, by HTTP and by the socket', async () => {
  const claims = await claimsOfAlice()
  const now = Number(claims['iat'])
  expect(await believed(forge(claims))).toEqual([200, true])
  expect(await believed(forge({ ...claims, exp: now - 30 }))).toEqual([200, true])
  const forged = {
    'no algorithm': `${part({ alg: 'none', typ: 'at+jwt' })}.${part(claims)}.`,
    'another algorithm': forge(claims, { alg: 'HS512' }),
    'another type': forge(claims, { typ: 'JWT' }),
    'another issuer': forge({ ...claims, iss: 'other' }),
    'no issuer': forge({ ...claims, iss: undefined }),
    'another audience': forge({ ...claims, aud: 'other' }),
    'no end': forge({ ...claims, exp: undefined }),
    'an end beyond the leeway': forge({ ...claims, exp: now - 90 }),
    'a beginning to come': forge({ ...claims, nbf: now + 300 }),
    'another secret': forge(claims, {}, `${SECRET}.`),
  }
  for (const [name, token] of Object.entries(forged))
    expect([name, ...(await believed(token))]).toEqual([name, 401, false])
})

test('who speaks is who the session says, whatever the payload claims', async () => {
  const [bob, mallory] = [await cluster.person('bob'), await cluster.person('mallory')]
  const { id: roomId } = await bob.room('identity')
  await mallory.join(roomId)
  const tab = await mallory.tab()
  for (const key of ['userId', 'senderId', 'actorId']) {
    const claim = { roomId, clientId: uuidv7(), body: 'I am bob', [key]: bob.id }
    expect(await tab.ask('message:send', claim)).toMatchObject({ error: { code: 'invalid_payload' } })
    const over = await mallory.call('POST', `/rooms/${roomId}/messages`, { ...claim, roomId: undefined })
    expect(over).toMatchObject({ status: 400, body: { error: { code: 'invalid_payload' } } })
  }
  await tab.send(roomId, 'I am myself')
  await until(() => tab.of(roomId).some((event) => event.type === 'message.sent'))
  expect(tab.of(roomId).filter(({ type }) => type === 'message.sent')).toMatchObject([
    { actorId: mallory.id },
  ])
})

test('whatever changes something is refused to foreign pages, by every route that there is', async () => {
  const routes = (await routesOf()).filter(({ method }) => UNSAFE.has(method))
  expect(routes.length).toBeGreaterThan(30)
  for (const { method, path } of routes) {
    const call = (headers: Record<string, string>) =>
      alice.call(method, `/${path.replaceAll(/:\w+/g, uuidv7())}`, undefined, headers)
    for (const headers of [{ origin: 'http://evil.example' }, { origin: '', 'sec-fetch-site': 'cross-site' }])
      expect([method, path, (await call(headers)).body]).toMatchObject([
        method,
        path,
        { error: { code: 'forbidden', message: 'Calls from other sites are not accepted.' } },
      ])
  }
  expect(await alice.isIn()).toBe(true)
})

const EVERYWHERE: [string, string, RequestInit][] = [
  ['a page', '/', { headers: { accept: 'text/html' } }],
  ['a file of the app', '/assets/main-4f2a.js', {}],
  ['a file that is missing', '/assets/none.js', {}],
  ['a call', '/api/auth/registration', {}],
  ['a call of nobody', '/api/auth/me', {}],
  ['a call that does not exist', '/api/nothing', {}],
  [
    'a call that cannot be read',
    '/api/auth/login',
    { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } },
  ],
  [
    'a call of a foreign page',
    '/api/auth/login',
    { method: 'POST', headers: { origin: 'http://evil.example' } },
  ],
  ['a forged link to a file', '/api/blobs/forged', {}],
  ['the health', '/health/live', {}],
  ['long polling', '/socket.io/?EIO=4&transport=polling', {}],
  ['long polling that makes no sense', '/socket.io/?EIO=4&transport=polling&sid=none', {}],
  [
    'long polling of a foreign page',
    '/socket.io/?EIO=4&transport=polling',
    { headers: { origin: 'http://evil.example' } },
  ],
]

describe.each(EVERYWHERE)('the answer to %s', (_, path, init) => {
  test('runs no inline script, is not sniffed and stands in no frame', async () => {
    const { headers } = await fetch(`${cluster.url()}${path}`, init)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/default-src '(self|none)'/)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('strict-transport-security')).toBeNull()
  })
})

test('behind TLS every answer keeps browsers to https', async () => {
  const secure = await cluster.addInstance({ FRONTEND_URL: SECURE, TRUST_PROXY: 'loopback' })
  for (const [name, path, init] of EVERYWHERE) {
    const { headers } = await fetch(`${secure.url}${path}`, init)
    expect([name, headers.get('strict-transport-security')]).toEqual([
      name,
      expect.stringMatching(/max-age=\d{8}/),
    ])
  }
  await secure.stop()
})

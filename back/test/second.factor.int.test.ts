import type { ErrorReply, Response } from '@papo/contract'
import { Secret } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashOf } from '../src/session/refresh.token.js'
import { codeOf, wrongFor } from './authenticator.js'
import { Browser, ended, enter, PASSWORD, socketOf } from './browser.js'
import { Cluster } from './harness.js'
import { type Person, post } from './person.js'

type Refused = { error: ErrorReply }
let cluster: Cluster
let owner: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 0 })
  owner = await cluster.person('owner')
})
afterAll(() => cluster.stop())

/** As if the last code had been shown long ago. */
const timePasses = () => cluster.db.query('UPDATE second_factor SET last_step = 0')

/** Someone who logs in with a code, and has shown none for long. */
async function armed(name: string) {
  const browser = await enter(cluster.url(), name)
  const begun = await browser.call<Response<'secondFactorSecret'>>('POST', '/auth/second-factor', {
    password: PASSWORD,
  })
  const { secret } = begun.body
  const code = codeOf(secret)
  const on = await browser.call<Response<'recoveryCodes'>>('POST', '/auth/second-factor/confirm', { code })
  expect(on.status).toBe(200)
  await timePasses()
  return { browser, secret, recovery: on.body.codes }
}

/** The first half of a login. */
async function challengeOf(login: string, { door = 'login', password = PASSWORD, at = cluster.url() } = {}) {
  const answer = await post<Response<'challenge'>>(`${at}/api/auth/${door}`, { login, password })
  expect(answer.status).toBe(200)
  expect(answer.headers.getSetCookie()).toEqual([])
  return answer.body.secondFactor.challenge
}
const answer = (challenge: string, code: string, { door = 'login', at = cluster.url() } = {}) =>
  post<Refused>(`${at}/api/auth/${door}/code`, { challenge, code })
const answerTo = async (login: string, code: string, at = cluster.url()) =>
  answer(await challengeOf(login), code, { at })
const actionsAbout = async (name: string) => {
  const { items } = await owner.ok<Response<'journal'>>('GET', '/admin/journal?limit=100')
  return items
    .filter(({ user }) => user?.username === name)
    .map(({ action, actor }) => [action, actor?.username])
}

test('a secret is made for who knows the password, said once, kept encrypted, and asks for nothing until a code was shown', async () => {
  const alice = await enter(cluster.url(), 'alice')
  const begin = (password: string) => alice.call<Refused>('POST', '/auth/second-factor', { password })
  const refused = await begin('wrong horse battery')
  expect(refused).toMatchObject({ status: 400, body: { error: { issues: [{ path: 'password' }] } } })
  const begun = await alice.call<Response<'secondFactorSecret'>>('POST', '/auth/second-factor', {
    password: PASSWORD,
  })
  const { secret, uri } = begun.body
  expect(uri).toContain(`secret=${secret}`)
  const { rows } = await cluster.db.query<{ kept: string }>('SELECT f::text AS kept FROM second_factor f')
  expect(rows).toHaveLength(1)
  expect(rows[0]?.kept).not.toContain(secret)
  expect(rows[0]?.kept).not.toContain(
    Buffer.from(Secret.fromBase32(secret).bytes).toString('base64url').slice(0, 8),
  )
  expect(
    (await post(`${cluster.url()}/api/auth/login`, { login: 'alice', password: PASSWORD })).body,
  ).toHaveProperty('user')
  const wrong = await alice.call('POST', '/auth/second-factor/confirm', { code: wrongFor(secret) })
  expect(wrong.status).toBe(400)
  const on = await alice.call<Response<'recoveryCodes'>>('POST', '/auth/second-factor/confirm', {
    code: codeOf(secret),
  })
  expect(new Set(on.body.codes).size).toBe(10)
  expect(await alice.isIn()).toBe(true)
  expect((await begin(PASSWORD)).status).toBe(409)
  const { body } = await alice.call<Response<'secondFactor'>>('GET', '/auth/second-factor')
  expect(body).toMatchObject({ enabled: true, recoveryCodesLeft: 10 })
  const lines = JSON.stringify(cluster.instances.flatMap((instance) => instance.lines))
  for (const told of [secret, ...on.body.codes]) expect(lines).not.toContain(told)
})

test('with it a right password opens nothing by itself, at neither door, and a code with it does', async () => {
  const { secret } = await armed('bob')
  const challenge = await challengeOf('bob')
  const asked = { authorization: `Bearer ${challenge}` }
  expect((await new Browser(cluster.url()).call('GET', '/auth/me', undefined, asked)).status).toBe(401)
  const browser = new Browser(cluster.url(1))
  const entered = await browser.call('POST', '/auth/login/code', { challenge, code: codeOf(secret) })
  expect(entered).toMatchObject({ status: 200, body: { user: { username: 'bob' } } })
  expect(await browser.isIn()).toBe(true)
  await timePasses()
  const door = 'token'
  const tokens = await answer(await challengeOf('bob', { door }), codeOf(secret), { door })
  expect(tokens).toMatchObject({ status: 200, body: { accessToken: expect.any(String) } })
  expect(tokens.headers.getSetCookie()).toEqual([])
})

test('a code counts once, on whichever instance, also when it comes twice at the same moment', async () => {
  const { secret } = await armed('carol')
  const code = codeOf(secret)
  const challenges = await Promise.all(
    [0, 1, 2, 3].map((at) => challengeOf('carol', { at: cluster.url(at) })),
  )
  const answers = await Promise.all(challenges.map((one, at) => answer(one, code, { at: cluster.url(at) })))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400])
  const again = await answerTo('carol', code, cluster.url(1))
  expect(again).toMatchObject({ status: 400, body: { error: { issues: [{ path: 'code' }] } } })
})

test('a challenge is answered once, and only while the password is the one that was shown', async () => {
  const { browser, secret, recovery } = await armed('dave')
  const [first = '', second = '', third = ''] = recovery
  const [used, stale] = [await challengeOf('dave'), await challengeOf('dave')]
  const both = await Promise.all([answer(used, first), answer(used, second, { at: cluster.url(1) })])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
  expect((await answer(used, third)).status).toBe(401)
  const change = { current: PASSWORD, next: 'another horse battery' }
  expect((await browser.call('PUT', '/auth/password', change)).status).toBe(200)
  expect((await answer(stale, codeOf(secret))).status).toBe(401)
  expect((await answer('made-up-by-somebody-else', codeOf(secret))).status).toBe(401)
})

test('a recovery code stands in once, and others take the place of all', async () => {
  const { browser, recovery } = await armed('erin')
  const [first = '', second = ''] = recovery
  expect((await answerTo('erin', first.toUpperCase().replaceAll('-', ' '))).status).toBe(200)
  expect((await answerTo('erin', first, cluster.url(1))).status).toBe(400)
  const status = await browser.call<Response<'secondFactor'>>('GET', '/auth/second-factor')
  expect(status.body.recoveryCodesLeft).toBe(9)
  const renew = (password: string) =>
    browser.call<Response<'recoveryCodes'>>('POST', '/auth/second-factor/recovery-codes', { password })
  expect((await renew('wrong horse battery')).status).toBe(400)
  const { codes } = (await renew(PASSWORD)).body
  expect((await answerTo('erin', second)).status).toBe(400)
  expect((await answerTo('erin', codes[0] ?? '')).status).toBe(200)
  const { rows } = await cluster.db.query<{ kept: string }>('SELECT c::text AS kept FROM recovery_code c')
  const plain = codes.map((code) => code.replaceAll('-', ''))
  expect(rows.some(({ kept }) => plain.some((code) => kept.includes(code)))).toBe(false)
  expect((await actionsAbout('erin')).map(([action]) => action)).toEqual(
    expect.arrayContaining(['secondFactor.recoveryUsed', 'secondFactor.recoveryRenewed', 'login.refused']),
  )
})

test('whoever guesses has five tries with one password and ten in all, on every instance, and then even the right code waits', async () => {
  const { secret } = await armed('frank')
  const wrong = wrongFor(secret)
  const tries = async (challenge: string, times: number) => {
    const statuses = []
    for (let n = 0; n < times; n++)
      statuses.push((await answer(challenge, wrong, { at: cluster.url(n) })).status)
    return statuses
  }
  expect(await tries(await challengeOf('frank'), 7)).toEqual([400, 400, 400, 400, 400, 429, 429])
  expect(await tries(await challengeOf('frank'), 5)).toEqual([400, 400, 400, 400, 400])
  const waits = await answerTo('frank', codeOf(secret), cluster.url(1))
  expect(waits).toMatchObject({ status: 429, body: { error: { code: 'rate_limited' } } })
})

test('a new password by e-mail does not stand in for a code', async () => {
  const { browser, secret } = await armed('grace')
  const [token, next] = ['a-token-that-came-by-e-mail', 'a forgotten horse battery']
  await cluster.db.query(
    `INSERT INTO password_reset (token_hash, user_id, expires_at)
     SELECT $1, id, now() + interval '1 hour' FROM app_user WHERE username = 'grace'`,
    [hashOf(token)],
  )
  const reset = await post(`${cluster.url()}/api/auth/password-reset/confirm`, { token, next })
  expect(reset).toMatchObject({ status: 200, body: {} })
  expect(reset.headers.getSetCookie()).toEqual([])
  expect(await browser.isIn()).toBe(false)
  const challenge = await challengeOf('grace', { password: next })
  expect((await answer(challenge, codeOf(secret))).status).toBe(200)
})

test('it goes off with the password, and on again with another secret', async () => {
  const { browser, secret: before } = await armed('heidi')
  const open = await challengeOf('heidi')
  const off = (password: string) => browser.call('POST', '/auth/second-factor/off', { password })
  expect((await off('wrong horse battery')).status).toBe(400)
  expect((await off(PASSWORD)).status).toBe(200)
  expect((await off(PASSWORD)).status).toBe(200)
  expect((await answer(open, codeOf(before))).status).toBe(401)
  expect(
    (await post(`${cluster.url(1)}/api/auth/login`, { login: 'heidi', password: PASSWORD })).body,
  ).toHaveProperty('user')
  const begun = await browser.call<Response<'secondFactorSecret'>>('POST', '/auth/second-factor', {
    password: PASSWORD,
  })
  const { secret } = begun.body
  expect(secret).not.toBe(before)
  await browser.call('POST', '/auth/second-factor/confirm', { code: codeOf(secret) })
  await timePasses()
  expect((await answerTo('heidi', codeOf(before))).status).toBe(400)
  expect((await answerTo('heidi', codeOf(secret))).status).toBe(200)
  const told = (await actionsAbout('heidi')).filter(([action]) => action !== 'login.refused')
  expect(told).toEqual([
    ['secondFactor.on', 'heidi'],
    ['secondFactor.off', 'heidi'],
    ['secondFactor.on', 'heidi'],
  ])
})

test('administrators let somebody in who lost everything, and the journal tells', async () => {
  const { browser } = await armed('ivan')
  const socket = await socketOf(browser)
  const id = async () => {
    const { items } = await owner.ok<Response<'adminUsers'>>('GET', '/admin/users?q=ivan')
    return items[0]
  }
  const found = await id()
  expect(found?.secondFactor).toBe(true)
  const path = `/admin/users/${found?.id}/second-factor`
  const { browser: other } = await armed('judy')
  expect((await other.call('DELETE', path)).status).toBe(403)
  await owner.ok('DELETE', path)
  expect((await id())?.secondFactor).toBe(false)
  expect(
    (await post(`${cluster.url(1)}/api/auth/login`, { login: 'ivan', password: PASSWORD })).body,
  ).toHaveProperty('user')
  expect(await actionsAbout('ivan')).toContainEqual(['secondFactor.off', 'owner'])
  expect(socket.connected).toBe(true)
  await browser.call('POST', '/auth/logout', {})
  await ended(socket)
})

test('whoever deletes their account leaves neither secret nor codes', async () => {
  const { browser } = await armed('kate')
  const count = async () => (await cluster.db.query('SELECT 1 FROM recovery_code')).rowCount ?? 0
  const before = await count()
  await browser.call('POST', '/users/me/deletion', { password: PASSWORD, messages: 'keep' })
  expect(await count()).toBe(before - 10)
})

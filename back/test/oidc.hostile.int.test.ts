import type { Response } from '@papo/contract'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Browser } from './browser.js'
import { Cluster } from './harness.js'
import type { PapoProcess } from './papo.process.js'
import { HostileProvider, type Mischief } from './oidc/hostile.provider.js'
import { begin, comeBack } from './oidc/way.js'

const ORIGIN = 'https://chat.example.org'
let cluster: Cluster
let provider: HostileProvider
/** Of an instance of its own. */
let other: HostileProvider
let elsewhere: PapoProcess
beforeAll(async () => {
  provider = await HostileProvider.open()
  other = await HostileProvider.open()
  await other.stop()
  cluster = await Cluster.start({ instances: 1, workers: 0, env: provider.env })
  elsewhere = await cluster.addInstance({ ...other.env, FRONTEND_URL: ORIGIN, COOKIE_SAMESITE: 'strict' })
})
afterAll(async () => {
  await cluster.stop()
  await Promise.all([provider.stop(), other.stop()])
})
beforeEach(() => {
  provider.mischief = {}
})

const problem = (name: string) => `${cluster.url()}/#/?problem=${name}`
const accounts = async () => (await cluster.db.query<{ id: string }>('SELECT id FROM app_user')).rows.length

/** As far as the provider, who notes what Papo wants to hear. */
async function leave(browser: Browser, at = provider, more: Record<string, string> = {}): Promise<string> {
  const { body } = await begin(browser, {}, at === other ? { origin: ORIGIN } : {})
  const asked = new URL(body.url).searchParams
  at.nonce = asked.get('nonce') ?? ''
  const callback = new URL(asked.get('redirect_uri') ?? '')
  const said = { state: asked.get('state') ?? '', iss: at.issuer, code: 'any', ...more }
  callback.search = new URLSearchParams(said).toString()
  return callback.href
}

async function logIn(mischief: Mischief = {}, more?: Record<string, string>) {
  const browser = new Browser(cluster.url())
  const callback = await leave(browser, provider, more)
  provider.mischief = mischief
  return { browser, to: await comeBack(browser, callback) }
}

test('a provider that does everything right lets people in', async () => {
  const { browser, to } = await logIn()
  expect(to).toBe(`${cluster.url()}/#/`)
  expect(await browser.isIn()).toBe(true)
  expect(Object.fromEntries(provider.asked.at(-1) ?? [])).toMatchObject({
    code_verifier: expect.stringMatching(/^[\w-]{43}$/) as string,
    redirect_uri: `${cluster.url()}/api/auth/oidc/callback`,
  })
})

const longAgo = 1_600_000_000
test.each<[string, Mischief]>([
  ['with another nonce', { claims: { nonce: 'another' } }],
  ['without a nonce', { claims: { nonce: undefined } }],
  ['of another issuer', { claims: { iss: 'https://evil.example' } }],
  ['for another audience', { claims: { aud: 'another' } }],
  [
    'for several audiences of which another is meant',
    { claims: { aud: ['papo', 'another'], azp: 'another' } },
  ],
  ['that is over', { claims: { iat: longAgo, exp: longAgo + 60 } }],
  ['about nobody', { claims: { sub: undefined } }],
  ['that someone else signed', { signer: 'stranger' }],
  ['that is signed by our own secret', { signer: 'secret' }],
  ['that nobody signed', { signer: 'nobody' }],
  ['that is not there', { noIdToken: true }],
])('a word %s opens nothing', async (_, mischief) => {
  const before = await accounts()
  const { browser, to } = await logIn(mischief)
  expect(to).toBe(problem('failed'))
  expect(browser.jar.size).toBe(0)
  expect(await accounts()).toBe(before)
})

test('what is told of someone else is not taken for theirs', async () => {
  const before = await accounts()
  const { to } = await logIn({
    claims: { sub: 'mallory' },
    userinfo: { sub: 'alice', email: 'alice@example.org' },
  })
  expect([to, await accounts()]).toEqual([problem('failed'), before])
})

test('a way back that another issuer sent opens nothing', async () => {
  expect((await logIn({}, { iss: 'https://evil.example' })).to).toBe(problem('failed'))
})

test('who changes their mind at the provider is told so', async () => {
  expect((await logIn({}, { error: 'access_denied' })).to).toBe(problem('refused'))
})

test.each<[string, Mischief]>([
  ['breaks down', { status: 503 }],
  ['does not answer', { silent: true }],
])('while the provider %s nothing is made, and one is told so', async (_, mischief) => {
  const before = await accounts()
  const { browser, to } = await logIn(mischief)
  expect([to, browser.jar.size, await accounts()]).toEqual([problem('unavailable'), 0, before])
})

test('a provider that is away at the start is asked again when someone wants to log in', async () => {
  const answer = async () => {
    const { status, body } = await begin(new Browser(elsewhere.url), {}, { origin: ORIGIN })
    return [status, body.error?.code]
  }
  expect(await answer()).toEqual([503, 'unavailable'])
  await other.start()
  other.mischief = { silent: true }
  expect(await answer()).toEqual([503, 'unavailable'])
  other.mischief = { issuer: 'https://evil.example' }
  expect(await answer()).toEqual([503, 'unavailable'])
  other.mischief = {}
  expect(await answer()).toEqual([200, undefined])
})

test('over https its cookie is bound to the host, and comes along from the provider’s page', async () => {
  const { body, headers } = await begin(new Browser(elsewhere.url), {}, { origin: ORIGIN })
  expect(headers.getSetCookie().join()).toMatch(
    /^__Host-papo_oidc=.*Path=\/;.*HttpOnly; Secure; SameSite=Lax$/,
  )
  expect(new URL(body.url).searchParams.get('redirect_uri')).toBe(`${ORIGIN}/api/auth/oidc/callback`)
})

test('the same subject of two issuers is two people', async () => {
  const twin = { claims: { sub: 'twin' }, userinfo: { sub: 'twin' } }
  const one = await logIn(twin)
  const two = new Browser(elsewhere.url)
  const callback = await leave(two, other)
  other.mischief = twin
  expect(await comeBack(two, callback)).toBe(`${ORIGIN}/#/`)
  const ids = await Promise.all(
    [one.browser, two].map(
      async (browser) => (await browser.call<Response<'identity'>>('GET', '/auth/me')).body.user.id,
    ),
  )
  expect(new Set(ids).size).toBe(2)
})

test('no code, token or secret of a login is in any log', async () => {
  const lines = JSON.stringify(cluster.instances.flatMap(({ lines }) => lines))
  for (const secret of [
    provider.nonce,
    'opaque',
    provider.asked.at(-1)?.get('code_verifier') ?? '',
    'a secret of',
  ])
    expect([secret, secret.length > 5, lines.includes(secret)]).toEqual([secret, true, false])
})

import type { ErrorReply, Response } from '@papo/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../scripts/ports.mjs'
import { Browser, enter, login, PASSWORD } from './browser.js'
import { Cluster } from './harness.js'
import { KnownProvider } from './oidc/known.provider.js'
import { begin, comeBack, logInBy, passBy } from './oidc/way.js'

let cluster: Cluster
let provider: KnownProvider
let ports: [number, number]
const at = (place: 0 | 1) => `http://127.0.0.1:${ports[place]}`
beforeAll(async () => {
  ports = [await freePort(), await freePort()]
  provider = await KnownProvider.open([at(0), at(1)])
  cluster = await Cluster.start({ instances: 0, workers: 0, env: provider.env })
  for (const port of ports) await cluster.addInstance({ PORT: String(port) })
})
afterAll(async () => {
  await cluster.stop()
  await provider.stop()
})

const me = async (browser: Browser) => (await browser.call<Response<'identity'>>('GET', '/auth/me')).body.user
const identities = async (browser: Browser) =>
  (await browser.call<Response<'identities'>>('GET', '/auth/identities')).body
const problem = (name: string) => `${at(0)}/#/?problem=${name}`
const refused = (browser: Browser, method: string, path: string, body?: unknown) =>
  browser.call<{ error?: ErrorReply }>(method, path, body)
const known = (name: string, more = {}) => {
  const claims = { preferred_username: name, name: `${name} of Example`, email: `${name}@example.org` }
  provider.residents.set(name, { ...claims, email_verified: true, ...more })
  return name
}
/** Links an identity to the account that this browser is logged in to. */
async function link(browser: Browser, name: string): Promise<string> {
  const { body } = await browser.call<Response<'oidcStart'>>('POST', '/auth/identities', {
    password: PASSWORD,
  })
  return comeBack(browser, await passBy(body.url, name))
}

test('whoever asks who may come in is told of the provider', async () => {
  const { body } = await new Browser(at(0)).call('GET', '/auth/registration')
  expect(body).toMatchObject({ oidc: { name: 'Example' } })
})

describe('the first login', () => {
  test('makes an account like any other: it owns an empty installation, and is in the first room', async () => {
    const { browser, to } = await logInBy(at(0), known('alice'), { returnTo: '#/settings/status' })
    expect(to).toBe(`${at(0)}/#/settings/status`)
    const self = { username: 'alice', displayName: 'alice of Example', email: 'alice@example.org' }
    expect(await me(browser)).toMatchObject({ ...self, role: 'owner' })
    const rooms = await browser.call<Response<'joinedRooms'>>('GET', '/rooms')
    expect(rooms.body.items).toMatchObject([{ isDefault: true }])
    expect(await identities(browser)).toMatchObject({
      items: [{ issuer: provider.issuer, name: 'alice' }],
      password: false,
    })
  })

  test('a name that is taken gets a number, and one that does not fit is made to', async () => {
    await enter(at(0), 'bob')
    const { browser } = await logInBy(at(0), known('Bob', { email: 'robert@example.org' }))
    expect((await me(browser)).username).toBe('bob-2')
  })

  test('an address that the provider does not vouch for is not taken over', async () => {
    const { browser } = await logInBy(at(0), known('carol', { email_verified: false }))
    expect((await me(browser)).email).toMatch(/@nowhere\.invalid$/)
  })

  test('an account with the same address is not taken over: it is told how to link', async () => {
    await enter(at(0), 'dave')
    const { browser, to } = await logInBy(at(0), known('impostor', { email: 'Dave@example.org' }))
    expect(to).toBe(problem('emailTaken'))
    expect(await browser.isIn()).toBe(false)
    expect(await link(await login(at(0), 'dave'), 'impostor')).toBe(`${at(0)}/#/settings/password?linked`)
    const again = await logInBy(at(0), 'impostor')
    expect((await me(again.browser)).username).toBe('dave')
  })

  test('where one must be invited, only whoever holds an invite gets an account', async () => {
    const { browser: owner } = await logInBy(at(0), 'alice')
    await owner.call('PATCH', '/admin/settings', { registration: 'invited' })
    expect((await logInBy(at(0), known('erin'))).to).toBe(problem('uninvited'))
    const made = await owner.call<Response<'joinedRoom'>>('POST', '/rooms', { name: 'Den', kind: 'private' })
    const roomId = made.body.room.id
    const invite = await owner.call<Response<'invite'>>('POST', `/rooms/${roomId}/invites`, {})
    const { code } = invite.body.invite
    const { browser } = await logInBy(at(0), 'erin', { invite: code })
    const { body } = await browser.call<Response<'joinedRooms'>>('GET', '/rooms')
    expect(body.items.map(({ id }) => id)).toContain(roomId)
    expect((await logInBy(at(0), 'alice')).to).toBe(`${at(0)}/#/`)
    await owner.call('PATCH', '/admin/settings', { registration: 'open' })
  })
})

describe('every login', () => {
  test('is of the same account, whatever the provider calls the person by then', async () => {
    const first = await logInBy(at(0), known('frank'))
    known('frank', { preferred_username: 'francis', email: 'francis@example.org' })
    const second = await logInBy(at(1), 'frank')
    expect((await me(second.browser)).id).toBe((await me(first.browser)).id)
  })

  test('may begin on one instance and end on another', async () => {
    const browser = new Browser(at(0))
    const callback = await passBy((await begin(browser)).body.url, known('grace'))
    const elsewhere = browser.copy(at(1))
    expect(await comeBack(elsewhere, callback)).toBe(`${at(0)}/#/`)
    expect(await elsewhere.isIn()).toBe(true)
  })

  test('ends like any other session', async () => {
    const { browser } = await logInBy(at(0), known('heidi'))
    const { body } = await browser.call<Response<'sessions'>>('GET', '/auth/sessions')
    expect(body.items).toMatchObject([{ current: true }])
    const thief = browser.copy(at(1))
    await browser.call('POST', '/auth/logout', {})
    expect(await thief.isIn()).toBe(false)
  })

  test('asks for a code by PKCE, and binds it to the browser by a cookie that no script reads', async () => {
    const browser = new Browser(at(0))
    const { body, headers } = await begin(browser)
    const asked = new URL(body.url).searchParams
    expect(asked.get('code_challenge_method')).toBe('S256')
    for (const name of ['code_challenge', 'state', 'nonce']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/)
    expect(headers.getSetCookie()).toMatchObject([
      expect.stringMatching(/^papo_oidc=[\w-]{43}; Max-Age=600; Path=\/; .*HttpOnly; SameSite=Lax$/),
    ])
  })

  test('in another browser a way back opens nothing, and is not used up', async () => {
    const browser = new Browser(at(0))
    const callback = await passBy((await begin(browser)).body.url, known('ivan'))
    const other = new Browser(at(0))
    expect(await comeBack(other, callback)).toBe('/#/?problem=expired')
    await begin(other)
    expect(await comeBack(other, callback)).toBe('/#/?problem=expired')
    expect(await other.isIn()).toBe(false)
    expect(await comeBack(browser, callback)).toBe(`${at(0)}/#/`)
  })

  test('a way back opens something once, also with all its cookies', async () => {
    const browser = new Browser(at(0))
    const callback = await passBy((await begin(browser)).body.url, known('judy'))
    const [one, two] = [browser.copy(at(0)), browser.copy(at(1))]
    const ways = await Promise.all([comeBack(one, callback), comeBack(two, callback)])
    expect(ways.sort()).toEqual(['/#/?problem=expired', `${at(0)}/#/`])
    expect(await comeBack(browser, callback)).toBe('/#/?problem=expired')
  })

  test('a state that is not the one that was sent opens nothing', async () => {
    const browser = new Browser(at(0))
    const callback = new URL(await passBy((await begin(browser)).body.url, known('kim')))
    const state = callback.searchParams.get('state') ?? ''
    callback.searchParams.set('state', `${state.slice(0, -4)}AAAA`)
    expect(await comeBack(browser, callback.href)).toBe('/#/?problem=expired')
    expect(await browser.isIn()).toBe(false)
  })

  test('a code of another login opens nothing', async () => {
    const [browser, other] = [new Browser(at(0)), new Browser(at(0))]
    const mine = new URL(await passBy((await begin(browser)).body.url, known('leo')))
    const theirs = new URL(await passBy((await begin(other)).body.url, known('mallory')))
    mine.searchParams.set('code', theirs.searchParams.get('code') ?? '')
    expect(await comeBack(browser, mine.href)).toBe(problem('failed'))
    expect(await browser.isIn()).toBe(false)
  })

  test('a banned account stays shut', async () => {
    const { browser } = await logInBy(at(0), known('niaj'))
    await cluster.db.query('UPDATE app_user SET banned_at = now() WHERE id = $1', [(await me(browser)).id])
    const again = await logInBy(at(0), 'niaj')
    expect(again.to).toBe(problem('banned'))
    expect(again.browser.jar.size).toBe(0)
  })

  test.each([
    '//evil.example',
    'https://evil.example/',
    '/\\evil.example',
    'javascript:alert(1)',
    '#/a\r\nb: c',
  ])('leads to places in the app alone, and not to %j', async (returnTo) => {
    expect((await begin(new Browser(at(0)), { returnTo })).status).toBe(400)
  })

  test('no foreign page begins one', async () => {
    const origin = 'https://evil.example'
    const [plain, token] = await Promise.all(
      [{}, { authorization: 'Bearer x' }].map((more) =>
        new Browser(at(0)).call('POST', '/auth/oidc/start', {}, { origin, ...more }),
      ),
    )
    expect([plain?.status, token?.status]).toEqual([403, 403])
  })
})

describe('linked identities', () => {
  test('an identity that opens one account is not linked to another', async () => {
    await logInBy(at(0), known('olivia'))
    const browser = await enter(at(0), 'peggy')
    expect(await link(browser, 'olivia')).toBe(`${at(0)}/#/settings/password?problem=linkedElsewhere`)
    expect((await identities(browser)).items).toEqual([])
  })

  test('a session alone links nothing: one shows that it is oneself', async () => {
    const browser = await enter(at(0), 'quentin')
    for (const body of [{}, { password: 'wrong horse battery' }])
      expect((await refused(browser, 'POST', '/auth/identities', body)).body.error?.issues).toMatchObject([
        { path: 'password' },
      ])
    const { browser: other } = await logInBy(at(0), known('quentin-there', { email: 'q@example.org' }))
    expect((await refused(other, 'POST', '/auth/identities', {})).status).toBe(200)
    const ago = `UPDATE session SET created_at = created_at - interval '11 minutes' WHERE user_id = $1`
    await cluster.db.query(ago, [(await me(other)).id])
    expect((await refused(other, 'POST', '/auth/identities', {})).status).toBe(403)
  })

  test('nothing is linked once the session that wished it is over', async () => {
    const browser = await enter(at(0), 'rupert')
    const { body } = await browser.call<Response<'oidcStart'>>('POST', '/auth/identities', {
      password: PASSWORD,
    })
    const callback = await passBy(body.url, known('rupert-there'))
    await browser.copy().call('POST', '/auth/logout', {})
    expect(await comeBack(browser, callback)).toBe(`${at(0)}/#/settings/password?problem=expired`)
    expect((await identities(await login(at(0), 'rupert'))).items).toEqual([])
  })

  test('one that is unlinked opens nothing any more; the only way to log in stays', async () => {
    const browser = await enter(at(0), 'sybil')
    await link(browser, known('sybil-there', { email: 'other@example.org' }))
    const [item] = (await identities(browser)).items
    expect((await refused(browser, 'DELETE', `/auth/identities/${item?.id}`)).status).toBe(200)
    const { browser: fresh } = await logInBy(at(0), 'sybil-there')
    expect((await me(fresh)).username).toBe('sybil-there')
    const [only] = (await identities(fresh)).items
    const stays = await refused(fresh, 'DELETE', `/auth/identities/${only?.id}`)
    expect([stays.status, stays.body.error?.code]).toEqual([409, 'conflict'])
    expect((await refused(browser, 'DELETE', `/auth/identities/${only?.id}`)).status).toBe(404)
  })

  test('who has no password chooses one soon after logging in, once, and can unlink then', async () => {
    const { browser } = await logInBy(at(0), known('trent'))
    for (const password of ['!', '', PASSWORD])
      expect(
        (await refused(new Browser(at(0)), 'POST', '/auth/login', { login: 'trent', password })).status,
      ).toBe(401)
    const choose = (next: string) => refused(browser, 'POST', '/auth/password', { next })
    const ago = `UPDATE session SET created_at = created_at - interval '11 minutes' WHERE user_id = $1`
    const { id } = await me(browser)
    await cluster.db.query(ago, [id])
    expect((await choose(PASSWORD)).status).toBe(403)
    await cluster.db.query(ago.replace('-', '+'), [id])
    expect((await choose('password123')).body.error?.issues).toMatchObject([{ path: 'next' }])
    expect((await choose(PASSWORD)).status).toBe(200)
    expect((await choose(PASSWORD)).status).toBe(409)
    expect(await (await login(at(0), 'trent')).isIn()).toBe(true)
    const [item] = (await identities(browser)).items
    expect((await refused(browser, 'DELETE', `/auth/identities/${item?.id}`)).status).toBe(200)
  })

  test('an account that is deleted leaves none behind', async () => {
    const browser = await enter(at(0), 'ursula')
    await link(browser, known('ursula-there'))
    await browser.call('POST', '/users/me/deletion', { password: PASSWORD, messages: 'keep' })
    const { rows } = await cluster.db.query(
      `SELECT 1 FROM external_identity WHERE subject = 'sub-of-ursula-there'`,
    )
    expect(rows).toEqual([])
  })
})

import type { Response, Scope } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser, ended, enter, knock, PASSWORD } from './browser.js'
import { Cluster } from './harness.js'
import { Person } from './person.js'
import { Tab } from './tab.js'

let cluster: Cluster
let owner: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 0 })
  owner = await cluster.person('owner')
})
afterAll(() => cluster.stop())

const wish = (...scopes: Scope[]) => ({ name: 'A program', scopes, expiresInDays: 30 })
/** Whoever calls with a token that `person` made. */
async function program(person: Person, ...scopes: Scope[]) {
  const made = await person.ok<Response<'madeToken'>>('POST', '/users/me/tokens', wish(...scopes))
  return { ...made, caller: new Person(person.user, made.secret, () => cluster.url()) }
}
const said = () => ({ clientId: uuidv7(), body: 'said by a program' })

test('a token is shown once, and the database knows its hash alone', async () => {
  const person = await cluster.person('once')
  const { token, secret } = await program(person, 'read')
  const { items } = await person.ok<Response<'apiTokens'>>('GET', '/users/me/tokens')
  expect(items).toEqual([token])
  expect(JSON.stringify(items)).not.toContain(secret)
  const { rows } = await cluster.db.query('SELECT t::text || s::text AS kept FROM api_token t, session s')
  for (const { kept } of rows as { kept: string }[]) expect(kept).not.toContain(secret)
  // Nor is it among the places where they are logged in.
  const sessions = await person.ok<Response<'sessions'>>('GET', '/auth/sessions')
  expect(sessions.items.map(({ id }) => id)).not.toContain(token.id)
})

test('a token does what its scopes say, at any instance, and notes that it was used', async () => {
  const person = await cluster.person('scoped')
  const { id: roomId } = await person.room('Scoped')
  const reader = (await program(person, 'read')).caller
  const writer = (await program(person, 'write')).caller
  const runner = (await program(person, 'rooms')).caller
  const statusesOf = async (method: string, path: string, body?: unknown) => {
    const answers = [reader, writer, runner].map((one) => one.call(method, path, body, cluster.url(1)))
    return (await Promise.all(answers)).map(({ status }) => status)
  }
  expect(await statusesOf('GET', '/rooms')).toEqual([200, 403, 403])
  expect(await statusesOf('POST', `/rooms/${roomId}/messages`, said())).toEqual([403, 201, 403])
  expect(await statusesOf('PATCH', `/rooms/${roomId}`, { topic: 'Changed' })).toEqual([403, 403, 200])
  expect(await statusesOf('GET', '/auth/me')).toEqual([200, 403, 403])
  for (const [method, path, body] of [
    ['GET', '/users/me/tokens'],
    ['POST', '/users/me/tokens', wish('read')],
    ['GET', '/auth/sessions'],
    ['PUT', '/auth/password', { current: PASSWORD, next: 'another long password' }],
    ['GET', '/push/key'],
  ] as const)
    expect([path, await statusesOf(method, path, body)]).toEqual([path, [403, 403, 403]])
  const { items } = await person.ok<Response<'apiTokens'>>('GET', '/users/me/tokens')
  expect(items.map(({ lastUsedAt }) => lastUsedAt !== undefined)).toEqual([true, true, true])
})

test('admin:read looks, for administrators alone, and changes nothing', async () => {
  const member = await cluster.person('no.admin')
  const theirs = (await program(owner, 'admin:read')).caller
  expect((await theirs.call('GET', '/admin/users')).status).toBe(200)
  expect((await theirs.call('PATCH', `/admin/users/${member.id}`, { banned: true })).status).toBe(403)
  expect((await theirs.call('POST', '/admin/bots', { username: 'sneaky' })).status).toBe(403)
  const notTheirs = (await program(member, 'admin:read')).caller
  expect((await notTheirs.call('GET', '/admin/users')).status).toBe(403)
})

test('a socket of a token that may not write hears everything and says nothing', async () => {
  const person = await cluster.person('listener')
  const { id: roomId } = await person.room('Listened to')
  const { secret } = await program(person, 'read')
  const tab = new Tab(cluster.url(1), secret)
  await tab.untilReady()
  const commands = [
    ['message:send', { roomId, ...said() }],
    ['typing:set', { roomId, typing: true }],
    ['read:set', { roomId, seq: 1 }],
    ['presence:set', { state: 'dnd' }],
    ['reaction:add', { roomId, clientId: uuidv7(), seq: 1, emoji: '👍' }],
  ] as const
  for (const [name, payload] of commands) {
    const ack = await tab.ask(name, payload)
    expect([name, ack.ok ? 'ok' : ack.error.code]).toEqual([name, 'forbidden'])
  }
  expect((await tab.ask('room:sync', { roomId, epoch: 0, since: 0 })).ok).toBe(true)
  const { seq } = await person.ok<{ seq: number }>('POST', `/rooms/${roomId}/messages`, said())
  await expect.poll(() => tab.of(roomId).some((event) => event.seq === seq)).toBe(true)
  tab.close()
})

test('a token without read opens no socket, and one with write says something', async () => {
  const person = await cluster.person('speaker')
  const { id: roomId } = await person.room('Spoken to')
  expect(await knock(cluster.url(), { token: (await program(person, 'write')).secret })).toBe('forbidden')
  const tab = new Tab(cluster.url(), (await program(person, 'read', 'write')).secret)
  await tab.untilReady()
  expect((await tab.ask('message:send', { roomId, ...said() })).ok).toBe(true)
  tab.close()
})

test('a revoked token opens nothing, and its sockets end on every instance', async () => {
  const person = await cluster.person('revoker')
  const { token, secret, caller } = await program(person, 'read')
  const sockets = await Promise.all([0, 1].map((place) => knock(cluster.url(place), { token: secret })))
  const gone = sockets.map((socket) => {
    if (typeof socket === 'string') throw new Error(socket)
    return ended(socket)
  })
  expect((await caller.call('GET', '/rooms', undefined, cluster.url(1))).status).toBe(200)
  await person.ok('DELETE', `/users/me/tokens/${token.id}`)
  await Promise.all(gone)
  for (const place of [0, 1]) {
    expect((await caller.call('GET', '/rooms', undefined, cluster.url(place))).status).toBe(401)
    expect(await knock(cluster.url(place), { token: secret })).toBe('unauthenticated')
  }
  expect((await person.call('DELETE', `/users/me/tokens/${token.id}`)).status).toBe(404)
})

test('a token that expired, or is another one’s to revoke, is refused', async () => {
  const [person, other] = [await cluster.person('expired'), await cluster.person('curious')]
  const { token, caller } = await program(person, 'read')
  expect((await other.call('DELETE', `/users/me/tokens/${token.id}`)).status).toBe(404)
  await cluster.db.query(`UPDATE session SET expires_at = now() - interval '1 s' WHERE id = $1`, [token.id])
  expect((await caller.call('GET', '/rooms')).status).toBe(401)
})

test('a ban and a new password end all tokens of an account', async () => {
  const banned = await cluster.person('to.be.banned')
  const theirs = await program(banned, 'read', 'write')
  const socket = await knock(cluster.url(1), { token: theirs.secret })
  if (typeof socket === 'string') throw new Error(socket)
  const gone = ended(socket)
  await owner.ok('PATCH', `/admin/users/${banned.id}`, { banned: true })
  await gone
  expect((await theirs.caller.call('GET', '/rooms')).status).toBe(401)
  await owner.ok('PATCH', `/admin/users/${banned.id}`, { banned: false })
  expect((await theirs.caller.call('GET', '/rooms')).status).toBe(401)

  const browser = await enter(cluster.url(), 'careful')
  const made = await browser.call<Response<'madeToken'>>('POST', '/users/me/tokens', wish('read'))
  const change = { current: PASSWORD, next: 'another long password' }
  expect((await browser.call('PUT', '/auth/password', change)).status).toBe(200)
  const headers = { authorization: `Bearer ${made.body.secret}` }
  expect((await new Browser(cluster.url(1)).call('GET', '/rooms', undefined, headers)).status).toBe(401)
})

test('someone who was removed from a room finds no way back by a token', async () => {
  const person = await cluster.person('removed')
  const { id: roomId } = await owner.room('Without them', 'private')
  await owner.ok('POST', `/rooms/${roomId}/members`, { userId: person.id })
  const { caller, secret } = await program(person, 'read', 'write', 'rooms')
  const tab = new Tab(cluster.url(1), secret)
  await tab.untilReady()
  expect((await tab.ask('message:send', { roomId, ...said() })).ok).toBe(true)
  await owner.ok('DELETE', `/rooms/${roomId}/members/${person.id}`)
  expect((await tab.ask('message:send', { roomId, ...said() })).ok).toBe(false)
  for (const path of [`/rooms/${roomId}/messages`, `/rooms/${roomId}`])
    expect((await caller.call('GET', path)).status).toBe(404)
  tab.close()
})

test('a bot is an account that nobody logs in with, and that is seen to be one', async () => {
  const { bot } = await owner.ok<Response<'bot'>>('POST', '/admin/bots', { username: 'helper' })
  expect(bot).toMatchObject({ username: 'helper', bot: true, role: 'member', tokens: 0 })
  expect((await owner.call('POST', '/admin/bots', { username: 'helper' })).status).toBe(409)
  const path = `/admin/bots/${bot.id}/tokens`
  const made = await owner.ok<Response<'madeToken'>>('POST', path, wish('read', 'write', 'rooms'))
  const caller = new Person({ ...owner.user, id: bot.id }, made.secret, () => cluster.url(1))
  const { user } = await caller.ok<Response<'identity'>>('GET', '/auth/me')
  expect(user).toMatchObject({ id: bot.id, bot: true })
  const { id: roomId } = await owner.room('With a bot')
  await caller.join(roomId)
  await caller.ok('POST', `/rooms/${roomId}/messages`, said())
  const { items } = await owner.ok<Response<'members'>>('GET', `/rooms/${roomId}/members`)
  expect(items.map((member) => member.user.bot ?? false).sort()).toEqual([false, true])
  expect((await owner.ok<Response<'bots'>>('GET', '/admin/bots')).items).toMatchObject([
    { id: bot.id, tokens: 1 },
  ])
  await owner.ok('DELETE', `${path}/${made.token.id}`)
  expect((await caller.call('GET', '/auth/me')).status).toBe(401)
})

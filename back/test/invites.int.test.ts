import type { Response } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import { type Person, request } from './person.js'

let cluster: Cluster
let alice: Person
let bob: Person
let carol: Person
let dave: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1 })
  alice = await cluster.person('alice', cluster.url(0))
  bob = await cluster.person('bob', cluster.url(1))
  carol = await cluster.person('carol', cluster.url(0))
  dave = await cluster.person('dave', cluster.url(1))
})
afterAll(() => cluster.stop())

const status = async (who: Person, method: string, path: string, body?: unknown) =>
  (await who.call(method, path, body)).status
const link = async (roomId: string, wish: object = {}) =>
  (await alice.ok<Response<'invite'>>('POST', `/rooms/${roomId}/invites`, wish)).invite
const links = async (roomId: string) =>
  (await alice.ok<Response<'invites'>>('GET', `/rooms/${roomId}/invites`)).items
const accept = (who: Person, code: string) =>
  who.call<Response<'joinedRoom'>>('POST', `/invites/${code}/accept`)
const look = (code: string) => request(`${cluster.url(1)}/api/invites/${code}`, { method: 'GET' })
const audit = async (roomId: string) =>
  (await alice.ok<Response<'audit'>>('GET', `/rooms/${roomId}/audit`)).items

/** Every way in which a link can have stopped working. */
async function deadCodes(roomId: string): Promise<Record<string, string>> {
  const [expired, revoked, used, orphan] = await Promise.all([
    link(roomId, { expiresInSeconds: 60 }),
    link(roomId),
    link(roomId, { maxUses: 1 }),
    alice.room('gone', 'private').then(async (gone) => {
      const invite = await link(gone.id)
      await alice.ok('DELETE', `/rooms/${gone.id}`)
      return invite
    }),
  ])
  await cluster.db.query("UPDATE invite SET expires_at = now() - interval '1 second' WHERE id = $1", [
    expired.id,
  ])
  await alice.ok('DELETE', `/rooms/${roomId}/invites/${revoked.id}`)
  await cluster.db.query('UPDATE invite SET uses = 1 WHERE id = $1', [used.id])
  const unknown = 'A'.repeat(24)
  return { expired: expired.code, revoked: revoked.code, used: used.code, gone: orphan.code, unknown }
}

test('a link shows the room to whoever holds it, and lets them into a private one', async () => {
  const room = await alice.room('Attic', 'private')
  await alice.ok('PATCH', `/rooms/${room.id}`, { topic: 'Under the roof' })
  const { code } = await link(room.id)
  expect(code).toMatch(/^[\w-]{24,}$/)
  expect((await look(code)).body).toEqual({
    room: { name: 'Attic', topic: 'Under the roof', memberCount: 1 },
    invitedBy: 'alice',
  })
  const tab = await bob.tab()
  const { body } = await accept(bob, code)
  expect(body.room).toMatchObject({ id: room.id, role: 'member', unread: 0, memberCount: 2 })
  await (await alice.tab()).send(room.id, 'welcome')
  await until(() => tab.bodies(room.id).includes('welcome'))
  expect(await audit(room.id)).toContainEqual(
    expect.objectContaining({
      action: 'invite.accepted',
      actor: expect.objectContaining({ username: 'bob' }),
      user: expect.objectContaining({ username: 'alice' }),
    }),
  )
})

test('a link that is over says as little as one that never was', async () => {
  const { id } = await alice.room('Cellar', 'private')
  const answers = await Promise.all(
    Object.entries(await deadCodes(id)).map(async ([why, code]) => {
      const [looked, taken] = await Promise.all([look(code), accept(carol, code)])
      return { why, looked: [looked.status, looked.body], taken: [taken.status, taken.body] }
    }),
  )
  const [first] = answers
  expect(first?.looked[0]).toBe(404)
  for (const { looked, taken } of answers) expect([looked, taken]).toEqual([first?.looked, first?.taken])
  expect(await links(id)).toEqual([])
})

test('a hundred people at once with a link for five let exactly five in', async () => {
  const { id } = await alice.room('Boat', 'private')
  const { code, id: inviteId } = await link(id, { maxUses: 5 })
  const crowd: Person[] = []
  for (let i = 0; i < 100; i += 10)
    crowd.push(
      ...(await Promise.all(
        Array.from({ length: 10 }, (_, k) => cluster.person(`crowd${i + k}`, cluster.url(k))),
      )),
    )
  const answers = await Promise.all(crowd.map((who) => accept(who, code)))
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(5)
  expect(answers.filter((answer) => answer.status === 404)).toHaveLength(95)
  const { rows } = await cluster.db.query('SELECT uses FROM invite WHERE id = $1', [inviteId])
  expect(rows).toEqual([{ uses: 5 }])
  const { items } = await alice.ok<Response<'members'>>('GET', `/rooms/${id}/members?limit=100`)
  expect(items).toHaveLength(6)
})

test('a member who accepts again uses nothing, also when the link is used up', async () => {
  const { id } = await alice.room('Deck', 'private')
  const { code } = await link(id, { maxUses: 2 })
  const both = await Promise.all([accept(bob, code), accept(bob, code)])
  expect(both.map((answer) => answer.status)).toEqual([200, 200])
  expect((await accept(alice, code)).status).toBe(200)
  expect(await links(id)).toMatchObject([{ uses: 1, maxUses: 2 }])
  expect((await accept(carol, code)).status).toBe(200)
  expect((await accept(bob, code)).body.room.id).toBe(id)
  expect((await accept(dave, code)).status).toBe(404)
})

test('who is banned does not come in by a link, and it counts no use', async () => {
  const { id } = await alice.room('Engine', 'private')
  const { code } = await link(id)
  await accept(bob, code)
  await alice.ok('DELETE', `/rooms/${id}/members/${bob.id}?ban=true`)
  expect((await accept(bob, code)).status).toBe(403)
  expect(await links(id)).toMatchObject([{ uses: 1 }])
  await alice.ok('DELETE', `/rooms/${id}/bans/${bob.id}`)
  expect((await accept(bob, code)).status).toBe(200)
})

test('whoever is put out takes their links with them', async () => {
  const { id } = await alice.room('Funnel', 'private')
  await accept(bob, (await link(id)).code)
  await alice.ok('PATCH', `/rooms/${id}/members/${bob.id}`, { role: 'admin' })
  const made = await bob.ok<Response<'invite'>>('POST', `/rooms/${id}/invites`, {})
  await alice.ok('DELETE', `/rooms/${id}/members/${bob.id}`)
  expect((await accept(bob, made.invite.code)).status).toBe(404)
})

test('only owners and admins see, make and revoke links, and only those of their room', async () => {
  const { id } = await alice.room('Galley', 'private')
  const open = await alice.room('Harbour')
  const invite = await link(id)
  await accept(bob, invite.code)
  await accept(carol, invite.code)
  await carol.ok('POST', `/rooms/${id}/leave`)
  const calls: [string, string, object?][] = [
    ['POST', `/rooms/${id}/invites`, {}],
    ['GET', `/rooms/${id}/invites`],
    ['DELETE', `/rooms/${id}/invites/${invite.id}`],
  ]
  for (const [method, path, body] of calls) {
    expect(await status(bob, method, path, body), `a member: ${method}`).toBe(403)
    for (const who of [carol, dave]) expect(await status(who, method, path, body), method).toBe(404)
    expect(await status(dave, method, path.replace(id, open.id), body), method).toBe(403)
  }
  expect(await status(alice, 'DELETE', `/rooms/${open.id}/invites/${invite.id}`)).toBe(404)
  expect(await status(alice, 'DELETE', `/rooms/${id}/invites/${uuidv7()}`)).toBe(404)
  const { room: direct } = await alice.ok<Response<'joinedRoom'>>('POST', '/direct', { userIds: [bob.id] })
  expect(await status(alice, 'POST', `/rooms/${direct.id}/invites`, {})).toBe(403)
  expect(await links(id)).toHaveLength(1)
})

test.each([[{ expiresInSeconds: 59 }], [{ maxUses: 0 }], [{ maxUses: 1.5 }], [{ code: 'mine-alone' }]])(
  'a link cannot be made with %j',
  async (wish) => {
    const { id } = await alice.room('Hold', 'private')
    expect(await status(alice, 'POST', `/rooms/${id}/invites`, wish)).toBe(400)
  },
)

test('codes of any form are looked up and not found', async () => {
  for (const code of ['x', 'ä'.repeat(40), "' OR 1=1 --", 'a'.repeat(2_000), 'nul\0nul'])
    for (const ask of [look, (path: string) => accept(bob, path)])
      expect((await ask(encodeURIComponent(code))).status).toBe(404)
})

test('the log of measures names links without their codes', async () => {
  const { id } = await alice.room('Island', 'private')
  const invite = await link(id, { maxUses: 3, expiresInSeconds: 3_600 })
  await alice.ok('DELETE', `/rooms/${id}/invites/${invite.id}`)
  const entries = await audit(id)
  expect(entries.map((entry) => entry.action)).toEqual(['invite.revoked', 'invite.created', 'room.created'])
  expect(entries[1]?.detail).toEqual({
    inviteId: invite.id,
    maxUses: 3,
    expiresAt: invite.expiresAt,
  })
  expect(JSON.stringify(entries)).not.toContain(invite.code)
})

test('an address that tries codes is slowed down', async () => {
  const tries = await Promise.all(Array.from({ length: 80 }, (_, i) => look(`guess-number-${i}`)))
  const refused = tries.filter((answer) => answer.status === 429)
  expect(refused.length).toBeGreaterThan(0)
  expect(refused[0]?.body).toMatchObject({ error: { code: 'rate_limited', retryable: true } })
})

import type { DataExport, JournalEntry, Response } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roomKeys } from '../src/log/keys.js'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import { post } from './person.js'
import { send } from './uploader.js'

const PASSWORD = 'correct horse battery'

let cluster: Cluster
let owner: Person
let bob: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 2 })
  owner = await cluster.person('owner')
  bob = await cluster.person('bob')
})
afterAll(() => cluster.stop())

const exportsOf = async (person: Person) =>
  (await person.ok<Response<'exports'>>('GET', '/users/me/exports')).items
const ready = (person: Person) =>
  until(async () => (await exportsOf(person)).find(({ state }) => state === 'ready'), {
    what: 'an export is ready',
  })

async function lines(person: Person, { id, parts }: DataExport): Promise<Record<string, unknown>[]> {
  const texts: string[] = []
  for (let part = 1; part <= parts; part++) {
    const url = `${person.home}/api/users/me/exports/${id}/parts/${part}`
    const answer = await fetch(url, {
      headers: { authorization: `Bearer ${person.token}` },
      redirect: 'manual',
    })
    expect(answer.status).toBe(302)
    texts.push(await (await fetch(new URL(answer.headers.get('location') ?? '', person.home))).text())
  }
  return texts
    .join('')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

const remove = (person: Person, messages: 'keep' | 'erase', password = PASSWORD) =>
  person.call('POST', '/users/me/deletion', { password, messages })
const row = async (id: string) =>
  (await cluster.db.query('SELECT * FROM app_user WHERE id = $1', [id])).rows[0] as Record<string, unknown>

test('people take along what is their own, and nothing of others', async () => {
  const carol = await cluster.person('carol')
  const room = await carol.room('Workshop')
  await bob.join(room.id)
  const [c, b] = await Promise.all([carol.tab(cluster.url(0)), bob.tab(cluster.url(1))])
  const file = await send(carol, { roomId: room.id, type: 'text/plain', bytes: Buffer.from('plan') })
  const mine = await c.send(room.id, 'my own words')
  const deleted = await c.send(room.id, 'taken back')
  await c.do('message:delete', { roomId: room.id, clientId: uuidv7(), seq: deleted.seq })
  const theirs = await b.send(room.id, 'what bob said')
  await c.do('reaction:add', { roomId: room.id, clientId: uuidv7(), seq: theirs.seq, emoji: '🎉' })
  await until(async () =>
    (await carol.rooms()).find(({ id, head, persisted }) => id === room.id && persisted >= head),
  )

  const asked = await carol.call<Response<'dataExport'>>('POST', '/users/me/exports')
  expect([asked.status, asked.body.export.state]).toEqual([202, 'waiting'])
  const made = await ready(carol)
  expect(Date.parse(made.expiresAt ?? '')).toBeGreaterThan(Date.now() + 6 * 86_400_000)
  const all = await lines(carol, made)
  const of = (kind: string) => all.filter((line) => line['kind'] === kind)
  expect(of('profile')).toMatchObject([{ username: 'carol', email: 'carol@example.org' }])
  expect(of('message')).toMatchObject([{ body: 'my own words', seq: String(mine.seq), roomId: room.id }])
  expect(of('reaction')).toMatchObject([{ emoji: '🎉', seq: String(theirs.seq) }])
  expect(of('file')).toMatchObject([{ id: file.uploadId, name: 'file' }])
  expect(of('room').map(({ id }) => id)).toContain(room.id)
  expect(of('session').length).toBeGreaterThan(0)
  expect(JSON.stringify(all)).not.toMatch(/bob said|taken back|argon2|refresh/)
  // It is nobody else's, whoever knows its id.
  expect((await bob.call('GET', `/users/me/exports/${made.id}/parts/1`)).status).toBe(404)
  for (const part of ['0', '2', 'x', '1.5'])
    expect((await carol.call('GET', `/users/me/exports/${made.id}/parts/${part}`)).status).toBe(404)
})

test('exports are limited, and go when their time is over', async () => {
  const dora = await cluster.person('dora')
  await dora.ok('POST', '/users/me/exports')
  const made = await ready(dora)
  expect((await dora.call('POST', '/users/me/exports')).status).toBe(202)
  await until(async () => (await exportsOf(dora)).every(({ state }) => state === 'ready'))
  expect((await dora.call('POST', '/users/me/exports')).status).toBe(429)
  await cluster.db.query(`UPDATE data_export SET expires_at = now() WHERE id = $1`, [made.id])
  expect((await dora.call('GET', `/users/me/exports/${made.id}/parts/1`)).status).toBe(404)
  expect((await exportsOf(dora)).some(({ id }) => id === made.id)).toBe(false)
  // Someone else's wish wakes the worker, which erases what is over.
  const ella = await cluster.person('ella')
  await ella.ok('POST', '/users/me/exports')
  await until(
    async () => (await cluster.db.query('SELECT 1 FROM data_export WHERE id = $1', [made.id])).rowCount === 0,
  )
})

test('a worker that died in the middle is followed by one that goes on where it was', async () => {
  const fred = await cluster.person('fred')
  const room = await fred.room('Long')
  const tab = await fred.tab()
  for (let i = 0; i < 5; i++) await tab.send(room.id, `line ${i}`)
  await until(async () =>
    (await fred.rooms()).find(({ id, head, persisted }) => id === room.id && persisted >= head),
  )
  // As it was left: the first part is written, and reaches to the second message.
  const key = `exports/${'a'.repeat(40)}`
  const said = await cluster.db.query(
    'SELECT client_id FROM message WHERE room_id = $1 AND sender_id = $2 ORDER BY client_id',
    [room.id, fred.id],
  )
  const cursor = { roomId: room.id, clientId: (said.rows[1] as { client_id: string }).client_id }
  await cluster.db.query(
    `INSERT INTO data_export (id, user_id, key, parts, cursor) VALUES ($1, $2, $3, 1, $4)`,
    [uuidv7(), fred.id, key, JSON.stringify(cursor)],
  )
  await (await cluster.person('gina')).ok('POST', '/users/me/exports')
  const made = await ready(fred)
  expect(made.parts).toBe(2)
  const url = `${fred.home}/api/users/me/exports/${made.id}/parts/2`
  const answer = await fetch(url, { headers: { authorization: `Bearer ${fred.token}` } })
  const bodies = (await answer.text())
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { body: string }).body)
  expect(bodies).toEqual(['line 2', 'line 3', 'line 4'])
})

test('who deletes their account is out everywhere within a second, and nothing says who they were', async () => {
  const hana = await cluster.person('hana')
  const room = await hana.room('Handed on')
  await bob.join(room.id)
  await hana.ok('PATCH', '/users/me', { statusText: 'in the garden', displayName: 'Hana Novak' })
  const { room: direct } = await hana.ok<Response<'joinedRoom'>>('POST', '/direct', { userIds: [bob.id] })
  const tabs = await Promise.all([hana.tab(cluster.url(0)), hana.tab(cluster.url(1))])
  const watching = await bob.tab(cluster.url(1))
  const { seq } = await tabs[0].send(room.id, 'what stays')

  await tabs[0].do('read:set', { roomId: room.id, seq })
  const reads = () => cluster.withRedis((redis) => redis.hget(roomKeys(room.id).reads, hana.id))
  expect(await reads()).toMatch(`${seq}:`)

  expect((await remove(hana, 'keep', 'wrong password')).status).toBe(400)
  expect((await remove(hana, 'keep')).status).toBe(200)
  await until(() => tabs.every(({ disconnects }) => disconnects === 1), { withinMs: 3_000 })
  expect((await hana.call('GET', '/auth/me')).status).toBe(401)
  const login = await post(`${bob.home}/api/auth/login`, { login: 'hana', password: PASSWORD })
  expect(login.status).toBe(401)

  const left = await row(hana.id)
  expect(JSON.stringify(left)).not.toMatch(/hana|Novak|garden|argon2/i)
  expect(left['display_name']).toBe('')
  await until(async () => (await reads()) === null)
  await until(async () => {
    const sql = 'SELECT 1 FROM membership WHERE user_id = $1 AND (read_seq > 0 OR read_ordinal > 0)'
    return (await cluster.db.query(sql, [hana.id])).rowCount === 0
  })
  await until(() =>
    watching.of(room.id).some(({ type, actorId }) => type === 'member.left' && actorId === hana.id),
  )
  const rooms = await bob.rooms()
  expect(rooms.find(({ id }) => id === room.id)?.role).toBe('owner')
  expect(rooms.find(({ id }) => id === direct.id)?.people?.[0]).toMatchObject({
    id: hana.id,
    displayName: '',
  })
  expect((await bob.messages(room.id)).messages.find((message) => message.seq === seq)?.body).toBe(
    'what stays',
  )
  // The name is free again.
  expect((await cluster.person('hana')).id).not.toBe(hana.id)
  const found = await owner.ok<Response<'adminUsers'>>('GET', '/admin/users?q=deleted-')
  expect(found.items).toEqual([])
})

test('how far someone has read does not come back with a worker that was just storing it', async () => {
  const lena = await cluster.person('lena')
  const room = await lena.room('Half read')
  await bob.join(room.id)
  const [tab, theirs] = await Promise.all([lena.tab(), bob.tab()])
  const { seq } = await tab.send(room.id, 'read')
  await tab.do('read:set', { roomId: room.id, seq })
  const keys = roomKeys(room.id)
  const version = await cluster.withRedis((redis) => redis.hget(keys.meta, 'reads'))
  expect((await remove(lena, 'keep')).status).toBe(200)
  const forgotten = async () => {
    const sql = 'SELECT 1 FROM membership WHERE user_id = $1 AND read_seq > 0'
    return (await cluster.db.query(sql, [lena.id])).rowCount === 0
  }
  await until(forgotten)
  // As if it had been read before and were stored now.
  await cluster.withRedis((redis) => redis.hset(keys.readsDirty, lena.id, `${seq}:1:${version}`))
  await theirs.send(room.id, 'wakes the worker')
  await until(async () => !(await cluster.withRedis((redis) => redis.hexists(keys.readsDirty, lena.id))))
  expect(await forgotten()).toBe(true)
})

test('what someone said goes with them if they wish, by events that everyone sees', async () => {
  const ivan = await cluster.person('ivan')
  const room = await ivan.room('Erased')
  await bob.join(room.id)
  const tab = await ivan.tab()
  const watching = await bob.tab(cluster.url(1))
  const file = await send(ivan, { roomId: room.id, type: 'text/plain', bytes: Buffer.from('plan') })
  await tab.send(room.id, 'erase me')
  await tab.do('message:send', {
    roomId: room.id,
    clientId: uuidv7(),
    body: 'and me',
    attachments: [file.uploadId],
  })
  await watching.send(room.id, 'I stay')
  expect((await remove(ivan, 'erase')).status).toBe(200)
  // What was not stored yet is found by a later look of the worker.
  await until(
    async () => {
      const { rows } = await cluster.db.query('SELECT body FROM message WHERE room_id = $1 ORDER BY seq', [
        room.id,
      ])
      return rows.length === 3 && rows.filter(({ body }) => body !== '').length === 1
    },
    { withinMs: 90_000, what: 'what they said is erased' },
  )
  const heard = () => watching.of(room.id).filter(({ type }) => type === 'message.deleted')
  await until(() => heard().length >= 2)
  expect(heard()).toHaveLength(2)
  // The sweeper, which comes once a minute, may have been there already: then there is no row either.
  const left = await cluster.db.query(`SELECT state FROM file WHERE id = $1 AND state <> 'gone'`, [
    file.uploadId,
  ])
  expect(left.rows).toEqual([])
  expect((await bob.messages(room.id)).messages.map(({ body }) => body)).toEqual(['', '', 'I stay'])
})

test('the only owner of the installation cannot go, and the journal tells administrators who did what', async () => {
  expect((await remove(owner, 'keep')).status).toBe(403)
  const judy = await cluster.person('judy')
  await owner.ok('PATCH', `/admin/users/${judy.id}`, { role: 'admin' })
  await owner.ok('PATCH', '/admin/settings', { previews: false })
  await post(`${owner.home}/api/auth/login`, { login: 'judy', password: 'not the password' })
  const journal = (query = '', person = owner) =>
    person.ok<Response<'journal'>>('GET', `/admin/journal${query}`)
  const refused = await until(async () => (await journal('?action=login.refused')).items[0])
  expect(refused).toMatchObject({ user: { id: judy.id } })
  expect(JSON.stringify(refused)).not.toContain('not the password')
  const { items } = await journal('', judy)
  expect(items).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ action: 'account.role', detail: { role: 'admin' } }),
      expect.objectContaining({ action: 'settings.changed', detail: { previews: false } }),
    ]),
  )
  const seen: JournalEntry[] = []
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const page: Response<'journal'> = await journal(`?limit=2${cursor && `&cursor=${cursor}`}`)
    seen.push(...page.items)
    cursor = page.nextCursor
  }
  expect(seen.map(({ id }) => id)).toEqual([...new Set(seen.map(({ id }) => id))].toSorted().toReversed())
  expect((await bob.call('GET', '/admin/journal')).status).toBe(403)
})

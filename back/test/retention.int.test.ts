import type { Response, Retention } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roomKeys } from '../src/log/keys.js'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import type { Tab } from './tab.js'
import { send } from './uploader.js'

let cluster: Cluster
let alice: Person
let bob: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 2, env: { RETENTION_SWEEP_SECONDS: '1' } })
  alice = await cluster.person('alice')
  bob = await cluster.person('bob')
})
afterAll(() => cluster.stop())

const choose = (person: Person, roomId: string, days: number | null) =>
  person.ok<{ retention: Retention }>('PUT', `/rooms/${roomId}/retention`, { days })
const installation = (retention: object) => alice.ok('PATCH', '/admin/settings', { retention })

async function conversation(name: string) {
  const { id: roomId } = await alice.room(name)
  await bob.join(roomId)
  const [a, b] = await Promise.all([alice.tab(cluster.url(0)), bob.tab(cluster.url(1))])
  return { roomId, a, b }
}

const stored = (roomId: string, seq: number) =>
  until(async () => (await bob.rooms()).some((room) => room.id === roomId && room.persisted >= seq))

/** As if everything up to `seq` had been said long ago. */
const age = (roomId: string, seq: number, days: number) =>
  cluster.db.query(
    `UPDATE message SET at = at - make_interval(days => $3) WHERE room_id = $1 AND seq <= $2`,
    [...[roomId, seq, days]],
  )

const said = async (roomId: string): Promise<string[]> =>
  (await cluster.db.query('SELECT body FROM message WHERE room_id = $1 ORDER BY seq', [roomId])).rows.map(
    ({ body }) => body as string,
  )

/** The whole of what the hot window holds. */
const inWindow = (roomId: string): Promise<string> =>
  cluster.withRedis(async (redis) => JSON.stringify(await redis.xrange(roomKeys(roomId).log, '-', '+')))

const erased = (roomId: string, what: string) =>
  until(async () => !(await said(roomId)).includes(what) && !(await inWindow(roomId)).includes(what), {
    what: 'an old message is erased',
  })

const seqs = async (roomId: string) =>
  (
    await cluster.db.query(
      `SELECT seq FROM message WHERE room_id = $1 UNION SELECT seq FROM room_event WHERE room_id = $1 ORDER BY seq`,
      [roomId],
    )
  ).rows.map(({ seq }) => Number(seq))

const aimed = (roomId: string, seq: number) => ({ roomId, clientId: uuidv7(), seq })

/** Things said and done about messages, the first half of which is to go. */
async function talk({ roomId, a, b }: { roomId: string; a: Tab; b: Tab }) {
  const old = await a.send(roomId, 'marzipan for @bob')
  const root = await b.send(roomId, 'nougat thread')
  await b.do('message:send', { roomId, clientId: uuidv7(), body: 'nougat reply', threadOf: root.seq })
  await a.do('message:pin', aimed(roomId, old.seq))
  await b.do('reaction:add', { ...aimed(roomId, old.seq), emoji: '👍' })
  const file = await send(alice, { roomId, type: 'text/plain', bytes: Buffer.from('secret recipe') })
  const attachments = file.attachment ? [file.attachment.fileId] : []
  const last = await a.do('message:send', { roomId, clientId: uuidv7(), body: 'a recipe', attachments })
  const edit = await a.do('message:edit', { ...aimed(roomId, old.seq), body: 'marzipan, twice' })
  const young = await b.send(roomId, 'fresh words')
  await stored(roomId, young.seq)
  return { old, last, edit, young, root, fileId: attachments[0] ?? '' }
}

test('what is older than a room keeps is gone everywhere, and the room has no hole', async () => {
  const { roomId, a, b } = await conversation('sweets')
  const { old, last, young, root, fileId } = await talk({ roomId, a, b })
  await age(roomId, last.seq, 40)
  const { retention } = await choose(alice, roomId, 30)
  expect(retention).toEqual({ chosen: 30, defaultDays: 0, maxDays: 0, days: 30 })
  await erased(roomId, 'marzipan')

  const all = await seqs(roomId)
  expect(all).toEqual(all.map((_, i) => i + 1))
  expect((await said(roomId)).filter(Boolean)).toEqual(['fresh words'])
  const rows = await cluster.db.query(
    `SELECT data::text FROM room_event WHERE room_id = $1 AND data::text LIKE '%marzipan%'`,
    [roomId],
  )
  expect(rows.rows).toEqual([])
  for (const table of ['mention', 'reaction'])
    expect((await cluster.db.query(`SELECT 1 FROM ${table} WHERE room_id = $1`, [roomId])).rows).toEqual([])

  for (const place of [0, 1]) {
    const page = await bob.messages(roomId, '', cluster.url(place))
    expect(page.messages.map(({ body }) => body)).toEqual(['fresh words'])
    expect([page.hasBefore, page.hasAfter]).toEqual([false, false])
    const after = await bob.messages(roomId, '?after=0', cluster.url(place))
    expect([after.messages.length, after.hasBefore, after.hasAfter]).toEqual([1, false, false])
  }
  expect((await bob.messages(roomId, `?around=${old.seq}`)).messages.map(({ seq }) => seq)).toEqual([
    young.seq,
  ])
  expect((await bob.messages(roomId, `?thread=${root.seq}`)).messages).toEqual([])
  expect((await bob.ok<Response<'pins'>>('GET', `/rooms/${roomId}/pins`)).items).toEqual([])
  expect((await bob.ok<Response<'files'>>('GET', `/rooms/${roomId}/files`)).items).toEqual([])
  expect((await bob.call('GET', `/files/${fileId}`)).status).toBe(404)
  // From there the sweeper of files takes its bytes, as those of deleted messages.
  const file = await cluster.db.query('SELECT state FROM file WHERE id = $1', [fileId])
  expect(file.rows).toEqual([{ state: 'gone' }])
  for (const q of ['marzipan', 'nougat', 'recipe'])
    expect((await bob.ok<Response<'search'>>('GET', `/search?q=${q}`)).items).toEqual([])
  // Nobody can bring it back, or do anything about it.
  expect(await a.ask('message:edit', { ...aimed(roomId, old.seq), body: 'again' })).toMatchObject({
    ok: false,
  })
  expect(await b.ask('reaction:add', { ...aimed(roomId, old.seq), emoji: '👍' })).toMatchObject({ ok: false })
})

test('who comes back to a room that forgot what they missed loads it anew', async () => {
  const { roomId, a, b } = await conversation('forgetful')
  const { last, young, edit } = await talk({ roomId, a, b })
  await age(roomId, last.seq, 40)
  await choose(alice, roomId, 30)
  await erased(roomId, 'marzipan')
  const { epoch } = await bob.messages(roomId)
  for (const since of [0, last.seq - 2])
    expect(await b.do('room:sync', { roomId, epoch, since })).toMatchObject({ reset: true })
  // A later version of what is erased is blank, in the window and in the database.
  const edited = JSON.stringify(await b.do('room:sync', { roomId, epoch, since: edit.seq - 1 }))
  expect([edited.includes('marzipan'), edited.includes('fresh words')]).toEqual([false, true])
  const synced = await b.do('room:sync', { roomId, epoch, since: young.seq - 1 })
  expect(JSON.stringify(synced)).toContain('fresh words')
})

test('a room in which all is old shows nothing and counts nothing as unread', async () => {
  const { roomId, a } = await conversation('silent')
  const { seq } = await a.send(roomId, 'long ago')
  await stored(roomId, seq)
  const shown = async () => (await bob.rooms()).find((room) => room.id === roomId)
  expect(await shown()).toMatchObject({ unread: 1, lastMessage: { body: 'long ago' } })
  await age(roomId, seq, 8)
  await choose(alice, roomId, 7)
  await erased(roomId, 'long ago')
  const room = await shown()
  expect([room?.unread, room?.lastMessage]).toEqual([0, undefined])
  expect(await bob.messages(roomId)).toMatchObject({ messages: [], hasBefore: false, hasAfter: false })
  // And it goes on as ever.
  const next = await a.send(roomId, 'still here')
  expect(next.seq).toBeGreaterThan(seq)
  expect((await bob.messages(roomId)).messages.map(({ body }) => body)).toEqual(['still here'])
  expect(await shown()).toMatchObject({ unread: 1 })
})

test('an installation says what holds for rooms that chose nothing, and how much any may keep', async () => {
  const { roomId, a } = await conversation('bound')
  const kept = await alice.room('kept')
  const first = await a.send(roomId, 'by the rule')
  const other = await a.send(kept.id, 'kept by choice')
  await stored(roomId, first.seq)
  await until(async () => (await said(kept.id)).length === 1)
  await age(roomId, first.seq, 100)
  await age(kept.id, other.seq, 100)
  await choose(alice, kept.id, 0)
  await installation({ defaultDays: 90 })
  await erased(roomId, 'by the rule')
  expect(await said(kept.id)).toEqual(['kept by choice'])
  const { retention } = await bob.ok<{ retention: Retention }>('GET', `/rooms/${roomId}/retention`)
  expect(retention).toEqual({ chosen: null, defaultDays: 90, maxDays: 0, days: 90 })
  await installation({ maxDays: 60 })
  await erased(kept.id, 'kept by choice')
  await installation({ defaultDays: 0, maxDays: 0 })
})

test('only owners and admins of a room choose, members are told, and the log of the room names who did', async () => {
  const { roomId, b } = await conversation('ranks')
  expect((await bob.call('PUT', `/rooms/${roomId}/retention`, { days: 1 })).status).toBe(403)
  await choose(alice, roomId, 14)
  await until(() => b.of(roomId).some(({ type, data }) => type === 'room.updated' && 'retentionDays' in data))
  const { items } = await alice.ok<Response<'audit'>>('GET', `/rooms/${roomId}/audit`)
  expect(items[0]).toMatchObject({
    action: 'room.updated',
    detail: { retentionDays: 14 },
    actor: { id: alice.id },
  })
  for (const days of [-1, 1.5, 36_501, '7'])
    expect((await alice.call('PUT', `/rooms/${roomId}/retention`, { days })).status).toBe(400)
})

import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Preview, Response, RoomEvent, RoomEventOf } from '@papo/contract'
import sharp from 'sharp'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import { type LinkedSite, startSite } from './linked.site.js'
import type { Person } from './person.js'
import type { Tab } from './tab.js'

const OWN = 'https://chat.example.org'
let cluster: Cluster
let site: LinkedSite
let uploads: string
let alice: Person
let bob: Person
let tab: Tab
let roomId: string

beforeAll(async () => {
  uploads = await mkdtemp(join(tmpdir(), 'papo-uploads-'))
  site = await startSite()
  const env = { OUTSIDE_ALLOW: site.at, UPLOADS_DIR: uploads, FRONTEND_URL: OWN }
  cluster = await Cluster.start({ instances: 1, workers: 2, env })
  alice = await cluster.person('alice')
  bob = await cluster.person('bob')
  tab = await alice.tab()
})
afterAll(async () => {
  await cluster.stop()
  site.close()
  await rm(uploads, { recursive: true, force: true })
})
beforeEach(async () => {
  roomId = (await alice.room(`links ${uuidv7()}`)).id
  site.asked.length = 0
})

const link = (path: string) => `http://${site.at}/${path}`
const isPreview = (event: RoomEvent): event is RoomEventOf<'preview.attached'> =>
  event.type === 'preview.attached'
const previewsOf = (seq: number) =>
  tab
    .of(roomId)
    .filter(isPreview)
    .filter(({ data }) => data.target === seq)
const urlsOf = (seq: number) => previewsOf(seq).map(({ data }) => data.preview?.url ?? null)
const untilPreviews = (seq: number, count: number) =>
  until(() => previewsOf(seq).length >= count && previewsOf(seq), { what: `${count} previews of ${seq}` })
const edit = (seq: number, body: string) => tab.do('message:edit', { roomId, seq, body, clientId: uuidv7() })
const again = (seq: number) =>
  cluster.db.query("INSERT INTO follow_up (kind, room_id, seq) VALUES ('preview', $1, $2)", [roomId, seq])
const messageAt = async (seq: number) =>
  (await alice.messages(roomId)).messages.find((message) => message.seq === seq)

/** Everything that was said is stored, and no job is left. */
async function untilIdle(): Promise<void> {
  const last = tab.of(roomId).at(-1)?.seq ?? 0
  await until(() => (tab.heads[roomId]?.persisted ?? 0) >= last, { what: 'all is stored' })
  await cluster.withRedis((redis) =>
    until(
      async () => {
        const due = await cluster.db.query("SELECT 1 FROM follow_up WHERE kind = 'preview'")
        const [waiting, active, delayed] = await Promise.all([
          redis.llen('{bull}:preview:wait'),
          redis.llen('{bull}:preview:active'),
          redis.zcard('{bull}:preview:delayed'),
        ])
        return due.rows.length + waiting + active + delayed === 0
      },
      { what: 'no job is left' },
    ),
  )
}

test('a link gets one preview, with two workers and a job that comes again and again', async () => {
  const { seq } = await tab.send(roomId, `Look: ${link('first')}.`)
  const [event] = await untilPreviews(seq, 1)
  expect(event).toMatchObject({ actorId: alice.id, data: { target: seq } })
  const expected: Preview = {
    url: link('first'),
    title: 'first',
    description: 'About first',
    siteName: '127.0.0.1',
  }
  expect(event?.data.preview).toEqual(expected)
  for (let n = 0; n < 10; n++) await again(seq)
  await untilIdle()
  expect(previewsOf(seq)).toHaveLength(1)
  expect((await messageAt(seq))?.preview).toEqual(expected)
})

test('a page is asked for once, however many messages have its link', async () => {
  const sent = await Promise.all(
    [1, 2, 3, 4].map((n) => tab.send(roomId, `${n} ${link('shared')}#part-${n}`)),
  )
  for (const [n, { seq }] of sent.entries()) {
    await untilPreviews(seq, 1)
    expect(urlsOf(seq)).toEqual([`${link('shared')}#part-${n + 1}`])
  }
  expect(site.asked).toEqual(['/shared'])
})

test('what is no page gets no preview, and is not asked for again', async () => {
  for (const path of ['missing', 'a.html', 'untitled', 'missing', 'a.html', 'untitled'])
    await tab.send(roomId, link(path))
  await untilIdle()
  expect(tab.of(roomId).filter(isPreview)).toEqual([])
  expect(site.asked.toSorted()).toEqual(['/a.html', '/missing', '/untitled'])
})

test('links to ourselves, in code, in angle brackets and inside are left alone', async () => {
  for (const body of [
    `${OWN}/rooms`,
    `\`${link('code')}\``,
    `<${link('quiet')}>`,
    'http://127.0.0.1/',
    'none',
  ])
    await tab.send(roomId, body)
  await untilIdle()
  expect(tab.of(roomId).filter(isPreview)).toEqual([])
  expect(site.asked).toEqual([])
})

test('a preview follows the edits of its message', async () => {
  const { seq } = await tab.send(roomId, link('one'))
  await untilPreviews(seq, 1)
  await edit(seq, `changed ${link('one')}`)
  await edit(seq, link('two'))
  await untilPreviews(seq, 2)
  await edit(seq, 'no link any more')
  await untilPreviews(seq, 3)
  expect((await messageAt(seq))?.preview).toBeUndefined()
  await edit(seq, link('one'))
  await untilPreviews(seq, 4)
  await untilIdle()
  expect(urlsOf(seq)).toEqual([link('one'), link('two'), null, link('one')])
  expect((await messageAt(seq))?.preview?.url).toBe(link('one'))
})

test('a page without a preview takes the old one away', async () => {
  const { seq } = await tab.send(roomId, link('one'))
  await untilPreviews(seq, 1)
  await edit(seq, link('missing'))
  await untilPreviews(seq, 2)
  expect(urlsOf(seq)).toEqual([link('one'), null])
})

test('what its author took away does not come back, until the link is another one', async () => {
  const { seq } = await tab.send(roomId, link('one'))
  await untilPreviews(seq, 1)
  await tab.do('preview:remove', { roomId, seq, clientId: uuidv7() })
  await again(seq)
  await edit(seq, `the same ${link('one')}`)
  await untilIdle()
  await again(seq)
  await untilIdle()
  expect(urlsOf(seq)).toEqual([link('one'), null])
  await edit(seq, link('two'))
  await untilPreviews(seq, 3)
  expect(urlsOf(seq)).toEqual([link('one'), null, link('two')])
})

test('a member takes away no preview of others, a moderator does', async () => {
  await bob.join(roomId)
  const others = await bob.tab()
  const { seq } = await tab.send(roomId, link('one'))
  await untilPreviews(seq, 1)
  const ack = await others.ask('preview:remove', { roomId, seq, clientId: uuidv7() })
  expect(ack).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  const { seq: his } = await others.send(roomId, link('one'))
  await untilPreviews(his, 1)
  await tab.do('preview:remove', { roomId, seq: his, clientId: uuidv7() })
  await untilPreviews(his, 2)
})

test('whoever takes away the preview of another stands in the log of the room, an administrator in the journal', async () => {
  const audit = async () => {
    const { items } = await alice.ok<Response<'audit'>>('GET', `/rooms/${roomId}/audit`)
    return items.filter(({ action }) => action === 'preview.removed')
  }
  const journal = async () => {
    const { items } = await alice.ok<Response<'journal'>>('GET', '/admin/journal?action=preview.removed')
    return items.filter(({ detail }) => detail?.['roomId'] === roomId)
  }
  await bob.join(roomId)
  await alice.ok('PATCH', `/rooms/${roomId}/members/${bob.id}`, { role: 'admin' })
  const others = await bob.tab()
  const { seq: his } = await others.send(roomId, link('one'))
  const { seq: hers } = await tab.send(roomId, link('two'))
  for (const seq of [his, hers]) await untilPreviews(seq, 1)
  const remove = (of: Tab, seq: number) => of.do('preview:remove', { roomId, seq, clientId: uuidv7() })
  for (const [of, seq] of [
    [others, hers],
    [tab, his],
    [tab, his],
  ] as const)
    await remove(of, seq)
  const { seq: own } = await tab.send(roomId, link('one'))
  await untilPreviews(own, 1)
  const { seq: last } = await remove(tab, own)
  await until(async () =>
    (await alice.rooms()).some(({ id, persisted }) => id === roomId && persisted >= last),
  )

  expect((await audit()).map(({ actor, user, detail }) => [actor.id, user?.id, detail])).toEqual([
    [alice.id, bob.id, { seq: his }],
    [bob.id, alice.id, { seq: hers }],
  ])
  expect((await journal()).map(({ actor, user, detail }) => [actor?.id, user?.id, detail])).toEqual([
    [alice.id, bob.id, { roomId, seq: his }],
  ])
})

test('with its message a preview is erased, also from what is told of the past', async () => {
  const { seq } = await tab.send(roomId, link('one'))
  await untilPreviews(seq, 1)
  await tab.do('message:delete', { roomId, seq, clientId: uuidv7() })
  await again(seq)
  await untilIdle()
  expect(await messageAt(seq)).not.toHaveProperty('preview')
  const { rows } = await cluster.db.query<{ data: unknown }>(
    "SELECT data FROM room_event WHERE room_id = $1 AND type = 'preview.attached'",
    [roomId],
  )
  expect(rows).toEqual([{ data: { target: seq, preview: null } }])
  const { rows: kept } = await cluster.db.query('SELECT preview FROM message WHERE room_id = $1', [roomId])
  expect(kept).toEqual([{ preview: null }])
  await cluster.cutWindow(roomId, 1_000)
  const synced = await tab.do('room:sync', { roomId, epoch: 1, since: 0 })
  expect(JSON.stringify(synced)).not.toContain(link('one'))
})

test('where the room wants none there are none, and those that are there stay', async () => {
  const { seq: before } = await tab.send(roomId, link('one'))
  await untilPreviews(before, 1)
  await alice.ok('PATCH', `/rooms/${roomId}`, { previews: false })
  await edit(before, `edited ${link('one')}`)
  const { seq } = await tab.send(roomId, link('two'))
  await untilIdle()
  expect(urlsOf(before)).toEqual([link('one')])
  expect(previewsOf(seq)).toEqual([])
  await edit(before, link('two'))
  await untilPreviews(before, 2)
  expect(urlsOf(before)).toEqual([link('one'), null])
  await alice.ok('PATCH', `/rooms/${roomId}`, { previews: true })
  await edit(seq, `now ${link('two')}`)
  await untilPreviews(seq, 1)
})

test('where the installation wants none there are none', async () => {
  await alice.ok('PATCH', '/admin/settings', { previews: false })
  const { seq } = await tab.send(roomId, link('one'))
  await untilIdle()
  expect(tab.of(roomId).filter(isPreview)).toEqual([])
  await alice.ok('PATCH', '/admin/settings', { previews: true })
  await again(seq)
  await untilPreviews(seq, 1)
})

test('a page’s picture is made anew and kept here', async () => {
  const { seq } = await tab.send(roomId, link('pictured'))
  const image = (await untilPreviews(seq, 1))[0]?.data.preview?.image
  expect(image).toMatchObject({ type: 'image/webp', width: 1_280, height: 640 })
  expect(image?.blur).toMatch(/^data:image\/webp;base64,/)
  const address = `${bob.home}/api/files/${image?.fileId}/thumbnail?width=480`
  const answer = await fetch(address, { headers: { authorization: `Bearer ${bob.token}` } })
  expect(answer.headers.get('content-type')).toBe('image/webp')
  expect(await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).toMatchObject({ width: 480 })
  expect((await fetch(address)).status).toBe(401)
})

test('while the bucket is away a preview does without its picture', async () => {
  await rename(uploads, `${uploads}-away`)
  await writeFile(uploads, '')
  const { seq } = await tab.send(roomId, link('pictured-too'))
  const preview = (await untilPreviews(seq, 1))[0]?.data.preview
  await rm(uploads)
  await rename(`${uploads}-away`, uploads)
  expect(preview).toMatchObject({ title: 'pictured-too' })
  expect(preview).not.toHaveProperty('image')
})

test('no worker and no instance logged an error', () => {
  for (const process of [...cluster.instances, ...cluster.workers]) expect(process.errors).toEqual([])
})

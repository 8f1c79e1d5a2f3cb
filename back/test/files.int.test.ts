import type { JoinedRoom, Response, Self } from '@papo/contract'
import { Queue } from 'bullmq'
import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FILES } from '../src/file/file.keys.js'
import { HEAD_BYTES } from '../src/media/sniff.js'
import { type Depot, DEPOTS } from './depot.js'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import { ask, complete, fetched, get, keysAtRest, put, send, type Sending, settled } from './uploader.js'

const MIB = 1_048_576
const text = (body: string) => Buffer.from(body)
const photo = (width = 640, height = 480) =>
  sharp({ create: { width, height, channels: 3, background: '#28c' } })
    .jpeg()
    .toBuffer()

describe.each(DEPOTS)('over %s', (_, start) => {
  let depot: Depot
  let cluster: Cluster
  let alice: Person
  let bob: Person
  let carol: Person
  beforeAll(async () => {
    depot = await start()
    cluster = await Cluster.start({ instances: 2, workers: 1, env: depot.env })
    alice = await cluster.person('alice')
    bob = await cluster.person('bob', cluster.url(1))
    carol = await cluster.person('carol')
  })
  afterAll(async () => {
    await cluster.stop()
    await depot.stop()
  })

  const keys = async () => (await depot.bucket.list('')).map(({ key }) => key)
  /** What an earlier test left to be erased may go meanwhile. */
  const keysBeyond = async (before: string[]) => (await keys()).filter((key) => !before.includes(key))
  const stateOf = async (id: string) =>
    (await cluster.db.query<{ state: string }>('SELECT state FROM file WHERE id = $1', [id])).rows[0]?.state
  const isMarked = async (id: string) =>
    (await cluster.db.query('SELECT 1 FROM file WHERE id = $1 AND message_seq IS NOT NULL', [id])).rowCount
  const grow = (id: string, hours: number) =>
    cluster.db.query("UPDATE file SET touched_at = now() - $2 * interval '1 hour' WHERE id = $1", [id, hours])

  /** A sweep as the clock would order it. */
  async function sweep(): Promise<void> {
    const queue = new Queue('media', { prefix: '{bull}', connection: { url: cluster.redis.url } })
    const { id = '' } = await queue.add('sweep', {}, { removeOnComplete: true })
    await until(async () => !(await queue.getJob(id)), { what: 'the sweep has ended' })
    await queue.close()
  }

  /** A room of alice's with bob, and a message in it with a file. */
  async function shared(sending: Sending, kind: 'public' | 'private' = 'public') {
    const room = await alice.room(`room ${uuidv7()}`, kind)
    await alice.ok('POST', `/rooms/${room.id}/members`, { userId: bob.id })
    const upload = await send(alice, { roomId: room.id, ...sending })
    const said = { clientId: uuidv7(), body: 'look', attachments: [upload.uploadId] }
    const { seq } = await alice.ok<{ seq: number }>('POST', `/rooms/${room.id}/messages`, said)
    return { roomId: room.id, seq, upload, fileId: upload.uploadId, said }
  }

  test('a file of a message that was refused for good is its owner’s alone again, and can be taken back', async () => {
    const room = await alice.room('refused')
    await bob.join(room.id)
    const { uploadId } = await send(bob, { roomId: room.id, type: 'text/plain', bytes: text('a note') })
    const mutedUntil = '2099-01-01T00:00:00.000Z'
    await alice.ok('PATCH', `/rooms/${room.id}/members/${bob.id}`, { mutedUntil })
    const said = { clientId: uuidv7(), body: '', attachments: [uploadId] }
    expect((await bob.call('POST', `/rooms/${room.id}/messages`, said)).status).toBe(403)
    expect((await alice.call('GET', `/files/${uploadId}`)).status).toBe(404)
    expect((await bob.call('DELETE', `/uploads/${uploadId}`)).status).toBe(200)
  })

  test('a file goes from a browser past the server into a message, and out again', async () => {
    const room = await alice.room('files')
    await bob.join(room.id)
    const [tab, bobs] = [await alice.tab(), await bob.tab()]
    const upload = await send(alice, {
      roomId: room.id,
      name: 'sea.jpg',
      type: 'image/jpeg',
      bytes: await photo(),
    })
    const attachment = { name: 'sea.jpg', width: 640, height: 480 }
    expect(upload).toMatchObject({ state: 'clean', roomId: room.id, attachment })
    await until(() => tab.changes.some((c) => c.type === 'upload' && c.upload.state === 'clean'))
    const { uploadId } = upload
    expect((await get(bob, `/files/${uploadId}`)).status).toBe(404) // in no message yet
    const said = { roomId: room.id, clientId: uuidv7(), body: '', attachments: [uploadId] }
    const accepted = await tab.do('message:send', said)
    await until(() => bobs.of(room.id).some((event) => event.seq === accepted.seq))
    const sent = bobs.of(room.id).find((event) => event.seq === accepted.seq)
    expect(sent?.data).toEqual({ body: '', attachments: [upload.attachment] })
    const got = await get(bob, `/files/${uploadId}`)
    expect(got.status).toBe(200)
    expect(got.headers.get('content-type')).toBe('image/jpeg')
    const thumbnail = await get(bob, `/files/${uploadId}/thumbnail?width=480`)
    expect((await sharp(thumbnail.bytes).metadata()).width).toBe(480)
  })

  test('a message that is sent again is the same one, before and after it is stored, and once it is deleted', async () => {
    const { roomId, seq, fileId, said } = await shared({ type: 'text/plain', bytes: text('x') })
    const tab = await alice.tab()
    const again = () => tab.do('message:send', { roomId, ...said })
    expect(await again()).toMatchObject({ seq })
    await until(() => isMarked(fileId))
    expect(await again()).toMatchObject({ seq })
    expect(await alice.ok('POST', `/rooms/${roomId}/messages`, said)).toMatchObject({ seq })
    await tab.do('message:delete', { roomId, seq, clientId: uuidv7() })
    await until(async () => (await stateOf(fileId)) === 'gone')
    expect(await again()).toMatchObject({ seq })
    expect(await tab.ask('message:send', { roomId, ...said, attachments: [uuidv7()] })).toMatchObject({
      ok: false,
    })
  })

  test('a large file goes in parts, and goes on after a reload', async () => {
    const room = await alice.room('large')
    const bytes = randomBytes(20 * MIB)
    bytes.fill(0, 0, HEAD_BYTES) // one in two thousand would begin as sound or a picture does
    const { body } = await ask(alice, { roomId: room.id, type: 'application/zip', bytes })
    expect(body.parts?.map((part) => part.number)).toEqual([1, 2, 3])
    await put(alice, { ...body, parts: body.parts?.slice(0, 1) }, bytes)
    expect((await complete(alice, body.uploadId)).status).toBe(409)
    const { target } = await alice.ok<Response<'upload'>>('GET', `/uploads/${body.uploadId}`)
    expect(target?.parts?.map((part) => part.number)).toEqual([2, 3])
    if (target) await put(alice, target, bytes)
    const answers = await Promise.all([complete(alice, body.uploadId), complete(alice, body.uploadId)])
    expect(answers.map((answer) => answer.status)).toEqual([200, 200])
    const upload = await settled(alice, body.uploadId)
    const attachment = { type: 'application/octet-stream', size: bytes.length }
    expect(upload).toMatchObject({ state: 'clean', attachment })
    expect((await get(alice, `/files/${body.uploadId}`)).bytes.equals(bytes)).toBe(true)
  })

  test("a file is its room's: strangers and who was put out get nothing, also by an old link", async () => {
    const { roomId, fileId } = await shared({ type: 'image/jpeg', bytes: await photo() }, 'private')
    expect((await get(bob, `/files/${fileId}`)).status).toBe(200)
    expect((await get(carol, `/files/${fileId}`)).status).toBe(404)
    expect((await get(carol, `/files/${fileId}/thumbnail`)).status).toBe(404)
    expect((await carol.call('GET', `/rooms/${roomId}/files`)).status).toBe(404)
    await alice.ok('DELETE', `/rooms/${roomId}/members/${bob.id}`)
    expect((await get(bob, `/files/${fileId}`)).status).toBe(404)
    expect((await get(bob, `/files/${fileId}/thumbnail?width=96`)).status).toBe(404)
    const nobody = await fetched(`${alice.home}/api/files/${fileId}`)
    expect(nobody.status).toBe(401)
  })

  test('a link holds for a minute at most, names no room and no person, and is not kept', async () => {
    const { roomId, fileId } = await shared({ type: 'text/plain', bytes: text('hello') })
    const headers = { authorization: `Bearer ${alice.token}` }
    for (const method of ['GET', 'HEAD']) {
      const answer = await fetch(`${alice.home}/api/files/${fileId}`, { method, headers, redirect: 'manual' })
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([302, 'no-store'])
      const link = answer.headers.get('location') ?? ''
      for (const id of [roomId, alice.id, fileId]) expect(link).not.toContain(id)
      expect((await fetched(`${new URL(link, alice.home).href}0`)).status).toBe(403)
      const seconds = new URL(link, alice.home).searchParams.get('X-Amz-Expires')
      if (seconds) expect(Number(seconds)).toBeLessThanOrEqual(60)
    }
  })

  test.each([
    ['evil.html', 'text/html', '<!doctype html><script>alert(1)</script>'],
    ['evil.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['evil.xml', 'application/xml', '<?xml version="1.0"?><a/>'],
    ['evil.js', 'text/javascript', 'alert(1)'],
    ['notes.txt', 'text/plain', 'just words'],
    ['paper.pdf', 'application/pdf', '%PDF-1.7\n1 0 obj'],
  ])('%s is only ever saved, never shown', async (name, type, body) => {
    const { fileId } = await shared({ name, type, bytes: text(body) })
    const got = await get(bob, `/files/${fileId}`)
    expect(got.bytes.toString()).toBe(body)
    expect(got.headers.get('content-disposition')).toMatch(/^attachment; /)
    expect(got.headers.get('content-type')).toBe('application/octet-stream')
    expect((await get(bob, `/files/${fileId}/thumbnail`)).status).toBe(404)
  })

  test('pictures, film and sound are shown, and saved when that is asked for', async () => {
    const wav = Buffer.concat([text('RIFF\x24\0\0\0WAVEfmt '), Buffer.alloc(24)])
    const sound = await shared({ name: 'ding.wav', type: 'audio/wav', bytes: wav })
    const picture = await shared({ name: 'a "b".jpg', type: 'image/jpeg', bytes: await photo() })
    for (const { fileId } of [sound, picture]) {
      expect((await get(bob, `/files/${fileId}`)).headers.get('content-disposition')).toMatch(/^inline; /)
      const saved = await get(bob, `/files/${fileId}?download=1`)
      expect(saved.headers.get('content-disposition')).toMatch(/^attachment; /)
    }
    const { link = '' } = await get(bob, `/files/${sound.fileId}`)
    const part = await fetched(link, { headers: { range: 'bytes=0-3' } })
    expect([part.status, part.bytes.toString()]).toEqual([206, 'RIFF'])
    expect((await get(bob, `/files/${picture.fileId}?download=yes`)).status).toBe(400)
  })

  test('a thumbnail is as wide as asked or a little wider, and a picture has no more than it has', async () => {
    const { fileId } = await shared({ type: 'image/jpeg', bytes: await photo(900, 300) })
    const widthOf = async (query: string) =>
      (await sharp((await get(bob, `/files/${fileId}/thumbnail${query}`)).bytes).metadata()).width
    expect(await widthOf('?width=40')).toBe(96)
    expect(await widthOf('?width=97')).toBe(480)
    expect(await widthOf('')).toBe(480)
    expect(await widthOf('?width=481')).toBe(900)
    expect(await widthOf('?width=9000')).toBe(900)
    expect((await get(bob, `/files/${fileId}/thumbnail?width=0`)).status).toBe(400)
  })

  test("a room's files are listed, the latest message first, page by page and by kind", async () => {
    const room = await alice.room('listed')
    const names = ['a.jpg', 'b.txt', 'c.jpg', 'd.txt']
    const sent: string[] = []
    for (const name of names) {
      const picture = name.endsWith('jpg')
      const [type, bytes] = picture ? ['image/jpeg', await photo(20, 20)] : ['text/plain', text(name)]
      sent.push(
        (await send(alice, { roomId: room.id, name, type: String(type), bytes: Buffer.from(bytes) }))
          .uploadId,
      )
    }
    const [a, b, ...rest] = sent
    for (const attachments of [[a, b], rest])
      await alice.ok('POST', `/rooms/${room.id}/messages`, { clientId: uuidv7(), body: '', attachments })
    const list = async (query: string) =>
      alice.ok<Response<'files'>>('GET', `/rooms/${room.id}/files?${query}`)
    const namesOf = ({ items }: Response<'files'>) => items.map((item) => item.attachment.name)
    await until(async () => (await list('')).items.length === 4)
    expect(namesOf(await list(''))).toEqual(['d.txt', 'c.jpg', 'b.txt', 'a.jpg'])
    expect(namesOf(await list('kind=media'))).toEqual(['c.jpg', 'a.jpg'])
    expect(namesOf(await list('kind=other'))).toEqual(['d.txt', 'b.txt'])
    const first = await list('limit=3')
    const second = await list(`limit=3&cursor=${first.nextCursor}`)
    expect([...namesOf(first), ...namesOf(second)]).toEqual(['d.txt', 'c.jpg', 'b.txt', 'a.jpg'])
    expect(second.nextCursor).toBeUndefined()
    expect((await alice.call('GET', `/rooms/${room.id}/files?cursor=zzz`)).status).toBe(400)
  })

  test('with a message its file goes: at once for readers, and soon from the bucket', async () => {
    await sweep()
    const before = await keysAtRest(cluster.db, depot.bucket)
    const { roomId, seq, fileId } = await shared({ type: 'image/jpeg', bytes: await photo() })
    const tab = await alice.tab()
    await tab.do('message:delete', { roomId, seq, clientId: uuidv7() })
    await until(async () => (await get(bob, `/files/${fileId}`)).status === 404)
    expect((await alice.ok<Response<'files'>>('GET', `/rooms/${roomId}/files`)).items).toEqual([])
    await sweep()
    expect(await stateOf(fileId)).toBeUndefined()
    expect(await keys()).toEqual(before)
  })

  test('with a room its files go, used or not', async () => {
    await sweep()
    const before = await keysAtRest(cluster.db, depot.bucket)
    const { roomId, fileId } = await shared({ type: 'image/jpeg', bytes: await photo() })
    const unused = await send(alice, { roomId, type: 'text/plain', bytes: text('x') })
    const pending = await ask(alice, { roomId, type: 'text/plain', bytes: text('x') })
    await alice.ok('DELETE', `/rooms/${roomId}`)
    expect((await get(alice, `/files/${fileId}`)).status).toBe(404)
    expect((await complete(alice, pending.body.uploadId)).status).toBe(404)
    await sweep()
    for (const id of [fileId, unused.uploadId, pending.body.uploadId])
      expect(await stateOf(id)).toBeUndefined()
    expect(await keys()).toEqual(before)
  })

  test('people have pictures, which everyone with an account may see', async () => {
    const tab = await bob.tab()
    await shared({ type: 'text/plain', bytes: text('x') })
    const picture = { purpose: 'avatar', type: 'image/jpeg', bytes: await photo(300, 200) } as const
    const [one, two] = [await send(alice, picture), await send(alice, picture)]
    expect(one.attachment).toMatchObject({ width: 200, height: 200, type: 'image/webp' })
    const choose = (who: Person, avatarFileId: string | null) =>
      who.call<{ user: Self }>('PATCH', '/users/me', { avatarFileId })
    expect((await choose(bob, one.uploadId)).status).toBe(400)
    expect((await choose(alice, uuidv7())).status).toBe(400)
    expect((await choose(alice, one.uploadId)).body.user.avatarFileId).toBe(one.uploadId)
    expect((await choose(alice, one.uploadId)).status).toBe(200)
    await until(() => tab.people.some((user) => user.id === alice.id && user.avatarFileId === one.uploadId))
    expect((await get(carol, `/files/${one.uploadId}/thumbnail?width=96`)).status).toBe(200)
    expect((await alice.call('DELETE', `/uploads/${one.uploadId}`)).status).toBe(409)
    await choose(alice, two.uploadId)
    expect((await get(carol, `/files/${one.uploadId}`)).status).toBe(404)
    expect((await choose(alice, one.uploadId)).status).toBe(400)
    expect((await choose(alice, null)).body.user.avatarFileId).toBeUndefined()
    expect((await get(carol, `/files/${two.uploadId}`)).status).toBe(404)
  })

  test('rooms have pictures, chosen by who runs them, seen by who may see the room', async () => {
    const room = await alice.room('pictured', 'private')
    await alice.ok('POST', `/rooms/${room.id}/members`, { userId: bob.id })
    const tab = await bob.tab()
    const sending = {
      purpose: 'room-avatar',
      roomId: room.id,
      type: 'image/jpeg',
      bytes: await photo(),
    } as const
    const upload = await send(alice, sending)
    const patch = { avatarFileId: upload.uploadId }
    expect((await bob.call('PATCH', `/rooms/${room.id}`, patch)).status).toBe(403)
    const changed = await alice.ok<{ room: JoinedRoom }>('PATCH', `/rooms/${room.id}`, patch)
    expect(changed.room.avatarFileId).toBe(upload.uploadId)
    await until(() => tab.of(room.id).some((event) => event.type === 'room.updated'))
    const event = tab.of(room.id).find(({ type }) => type === 'room.updated')
    expect(event?.data).toEqual(patch)
    const audit = await alice.ok<Response<'audit'>>('GET', `/rooms/${room.id}/audit`)
    expect(audit.items[0]).toMatchObject({ action: 'room.updated', detail: patch })
    expect((await get(bob, `/files/${upload.uploadId}`)).status).toBe(200)
    expect((await get(carol, `/files/${upload.uploadId}`)).status).toBe(404)
    await alice.ok('PATCH', `/rooms/${room.id}`, { kind: 'public' })
    expect((await get(carol, `/files/${upload.uploadId}`)).status).toBe(200)
    const elsewhere = await alice.room('elsewhere')
    expect((await alice.call('PATCH', `/rooms/${elsewhere.id}`, patch)).status).toBe(400)
    await alice.ok('PATCH', `/rooms/${room.id}`, { avatarFileId: null })
    expect((await get(bob, `/files/${upload.uploadId}`)).status).toBe(404)
  })

  test('a sweep takes what nobody came back for, and leaves what is of use', async () => {
    await sweep()
    const room = await alice.room('swept')
    const file = { roomId: room.id, type: 'text/plain', bytes: text('x') }
    const { fileId } = await shared({ type: 'text/plain', bytes: text('used') })
    await until(() => isMarked(fileId))
    const picture = await send(carol, { purpose: 'avatar', type: 'image/jpeg', bytes: await photo() })
    await carol.ok('PATCH', '/users/me', { avatarFileId: picture.uploadId })
    const before = await keysAtRest(cluster.db, depot.bucket)
    const unused = await send(alice, file)
    const never = await ask(alice, file)
    const parts = await ask(alice, { ...file, type: 'application/zip', bytes: text(''), size: 9 * MIB })
    const refused = await send(alice, { ...file, type: 'image/png' })
    for (const { uploadId } of [never.body, parts.body]) await grow(uploadId, 25)
    await sweep()
    expect(await alice.ok('GET', `/uploads/${never.body.uploadId}`)).toMatchObject({
      state: 'refused',
      reason: 'expired',
    })
    const all = [never.body.uploadId, parts.body.uploadId, refused.uploadId, unused.uploadId]
    for (const id of [...all, fileId, picture.uploadId]) await grow(id, 24 * 8)
    await sweep()
    await sweep()
    for (const id of all) expect(await stateOf(id)).toBeUndefined()
    for (const id of [fileId, picture.uploadId]) expect(await stateOf(id)).toBe('clean')
    expect(await keys()).toEqual(before)
    expect(await depot.bucket.staleParts(new Date(Date.now() + 60_000))).toEqual([])
  })

  test('a sweep takes bytes that no row speaks of, once they are old', async () => {
    const { fileId } = await shared({ type: 'image/jpeg', bytes: await photo() })
    const [old, young] = ['0123456789'.repeat(4), 'abcdef0123'.repeat(4)]
    const strays = [`up/${old}`, `files/${old}/original`, `files/${old}/96`]
    const fresh = [`up/${young}`, `files/${young}/original`]
    const foreign = ['files/report/original']
    for (const key of [...strays, ...fresh, ...foreign])
      await depot.bucket.write(key, text('stray'), 'text/plain')
    const there = await keysAtRest(cluster.db, depot.bucket)
    for (const key of there) if (!fresh.includes(key)) await depot.age(key, 49)
    await until(async () => {
      await sweep()
      return !(await keys()).some((key) => strays.includes(key))
    })
    expect(await keys()).toEqual(expect.arrayContaining([...fresh, ...foreign]))
    expect((await get(bob, `/files/${fileId}`)).status).toBe(200)
    expect((await get(bob, `/files/${fileId}/thumbnail?width=96`)).status).toBe(200)
  })

  test('a file whose job was lost is checked all the same', async () => {
    const room = await alice.room('lost')
    const { body } = await ask(alice, { roomId: room.id, type: 'text/plain', bytes: text('x') })
    await put(alice, body, text('x'))
    await cluster.db.query("UPDATE file SET state = 'checking' WHERE id = $1", [body.uploadId])
    await grow(body.uploadId, 1)
    await sweep()
    expect(await settled(alice, body.uploadId)).toMatchObject({ state: 'clean' })
  })

  test("a message stays readable when its file's row is lost", async () => {
    const { roomId, fileId } = await shared({ type: 'text/plain', bytes: text('x') })
    await cluster.db.query('DELETE FROM file WHERE id = $1', [fileId])
    await until(async () => (await bob.messages(roomId)).messages.at(-1)?.attachments?.[0]?.fileId === fileId)
    expect((await get(bob, `/files/${fileId}`)).status).toBe(404)
    expect((await bob.ok<Response<'files'>>('GET', `/rooms/${roomId}/files`)).items).toEqual([])
  })

  test('two workers on one file do no harm, not even one that slept through it', async () => {
    const room = await alice.room('twice')
    const bytes = await sharp({ create: { width: 5_000, height: 5_000, channels: 3, background: '#123' } })
      .png({ compressionLevel: 1 })
      .toBuffer()
    const before = await keysAtRest(cluster.db, depot.bucket)
    const { body } = await ask(alice, { roomId: room.id, type: 'image/png', bytes })
    await put(alice, body, bytes)
    await complete(alice, body.uploadId)
    // Its copy is there: it decodes, and waits for no answer that would be too late when it wakes.
    await until(async () => (await keysBeyond(before)).some((key) => key.startsWith(FILES)))
    const [sleeper] = cluster.workers
    sleeper?.pause()
    await cluster.addWorker()
    expect(await settled(alice, body.uploadId)).toMatchObject({ state: 'clean' })
    sleeper?.resume()
    await until(() => sleeper?.lines.some(({ msg }) => msg === 'a check was not needed'), {
      withinMs: 60_000,
      what: 'the one that slept comes too late',
    })
    const { rows } = await cluster.db.query<{ key: string }>('SELECT key FROM file WHERE id = $1', [
      body.uploadId,
    ])
    const folder = rows[0]?.key.replace('original', '') ?? ''
    await until(async () => (await keysBeyond(before)).every((key) => key.startsWith(folder)), {
      withinMs: 60_000,
      what: 'the one that slept has taken its own away',
    })
    expect(await keysBeyond(before)).toHaveLength(4)
    expect((await get(alice, `/files/${body.uploadId}`)).status).toBe(200)
  })
})

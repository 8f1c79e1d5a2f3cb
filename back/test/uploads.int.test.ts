import type { Response } from '@papo/contract'
import { LIMITS } from '@papo/contract'
import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Depot, DEPOTS } from './depot.js'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import { ask, complete, get, keysAtRest, put, send, type Sending, settled } from './uploader.js'

const MIB = 1_048_576
const QUOTA_MIB = 100
const photo = (width = 640, height = 480) =>
  sharp({ create: { width, height, channels: 3, background: '#28c' } })
const text = (body: string) => Buffer.from(body)

describe.each(DEPOTS)('over %s', (_, start) => {
  let depot: Depot
  let cluster: Cluster
  let alice: Person
  let bob: Person
  let roomId: string
  beforeAll(async () => {
    depot = await start()
    const limits = {
      UPLOAD_MAX_BYTES: String(30 * MIB),
      UPLOAD_QUOTA_BYTES: String(QUOTA_MIB * MIB),
    }
    cluster = await Cluster.start({ instances: 2, workers: 1, env: { ...depot.env, ...limits } })
    alice = await cluster.person('alice')
    bob = await cluster.person('bob', cluster.url(1))
    roomId = (await alice.room('uploads')).id
    await bob.join(roomId)
  })
  afterAll(async () => {
    await cluster.stop()
    await depot.stop()
  })

  const keys = async () => (await depot.bucket.list('')).map(({ key }) => key)
  /** What an earlier test left to be erased may go meanwhile. */
  const keysBeyond = async (before: string[]) => (await keys()).filter((key) => !before.includes(key))
  const rows = async (id: string) =>
    (await cluster.db.query<{ state: string; key: string | null }>('SELECT * FROM file WHERE id = $1', [id]))
      .rows
  const to = (sending: Omit<Sending, 'roomId'>): Sending => ({ roomId, ...sending })

  test('what is larger than was said never gets in, and what is smaller is refused', async () => {
    const bytes = randomBytes(1_000)
    const asked = await ask(alice, to({ type: 'application/zip', bytes, size: 900 }))
    const [status = 0] = await put(alice, asked.body, bytes)
    expect(status).toBeGreaterThanOrEqual(400)
    expect((await complete(alice, asked.body.uploadId)).status).toBe(409)
    expect(await alice.ok('GET', `/uploads/${asked.body.uploadId}`)).toMatchObject({ state: 'pending' })
  })

  test('one that lies in the bucket with another size is refused', async () => {
    const asked = await ask(alice, to({ type: 'text/plain', bytes: text('hello') }))
    await cluster.db.query('UPDATE file SET size = 6 WHERE id = $1', [asked.body.uploadId])
    await put(alice, asked.body, text('hello'))
    const { body } = await complete(alice, asked.body.uploadId)
    expect(body).toMatchObject({ state: 'refused', reason: 'size' })
    expect(await complete(alice, asked.body.uploadId)).toMatchObject({ body: { state: 'refused' } })
  })

  test('a picture under the name of another kind of picture is what it is', async () => {
    const bytes = await photo().jpeg().toBuffer()
    const upload = await send(alice, to({ type: 'image/png', name: 'saved from the web.png', bytes }))
    expect(upload).toMatchObject({
      state: 'clean',
      attachment: { type: 'image/jpeg', name: 'saved from the web.jpeg' },
    })
  })

  test.each([
    ['text said to be a picture', 'image/png', text('hello')],
    ['a page said to be a film', 'video/mp4', text('<html><script>alert(1)</script>')],
    [
      'a film said to be a picture',
      'image/png',
      Buffer.from('000000186674797069736f6d0000020069736f6d69736f32', 'hex'),
    ],
  ])('%s is refused, and nothing of it is kept', async (_name, type, bytes) => {
    const before = await keysAtRest(cluster.db, depot.bucket)
    const upload = await send(alice, to({ type, bytes }))
    expect(upload).toMatchObject({ state: 'refused', reason: 'type' })
    expect(upload.attachment).toBeUndefined()
    await until(async () => (await keysBeyond(before)).length === 0)
    const said = { clientId: uuidv7(), body: '', attachments: [upload.uploadId] }
    expect((await alice.call('POST', `/rooms/${roomId}/messages`, said)).status).toBe(400)
    expect((await get(alice, `/files/${upload.uploadId}`)).status).toBe(404)
  })

  test('a picture that cannot be read is refused, and so is an image bomb', async () => {
    const half = (await photo(900, 900).jpeg().toBuffer()).subarray(0, 2_000)
    expect(await send(alice, to({ type: 'image/jpeg', bytes: half }))).toMatchObject({ reason: 'unreadable' })
    const bomb = await photo(8_000, 8_000).png({ compressionLevel: 1 }).toBuffer()
    expect(await send(alice, to({ type: 'image/png', bytes: bomb }))).toMatchObject({ reason: 'pixels' })
  })

  test('a picture that is something else besides comes out as a picture alone', async () => {
    const script = '*/alert(1)//<html><script>alert(1)</script>PK\u0003\u0004'
    const gif = Buffer.concat([await photo(30, 30).gif().toBuffer(), text(script)])
    const jpeg = Buffer.concat([
      await photo(30, 30)
        .withExif({ IFD0: { Artist: script } })
        .jpeg()
        .toBuffer(),
      text(script),
    ])
    for (const [type, bytes] of [
      ['image/gif', gif],
      ['image/jpeg', jpeg],
    ] as const) {
      const { uploadId, state } = await send(alice, to({ type, bytes }))
      expect(state).toBe('clean')
      const got = await get(alice, `/files/${uploadId}`)
      expect(got.headers.get('content-type')).toBe(type)
      expect(got.bytes.includes('alert')).toBe(false)
    }
  })

  test('a photo keeps neither place nor camera, and stands upright', async () => {
    const bytes = await photo(80, 60)
      .withExif({ IFD0: { Make: 'SECRETCAM' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const upload = await send(alice, to({ type: 'image/jpeg', bytes }))
    expect(upload.attachment).toMatchObject({ width: 60, height: 80 })
    const got = await get(alice, `/files/${upload.uploadId}`)
    expect(got.bytes.length).toBe(upload.attachment?.size)
    expect((await sharp(got.bytes).metadata()).exif).toBeUndefined()
    expect(got.bytes.includes('SECRETCAM')).toBe(false)
  })

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['invoice\u202egpj.exe', 'invoicegpj.exe'],
    ['"quoted"; filename=evil.html', '"quoted"; filename=evil.html'],
    [`${'ü'.repeat(251)}.txt`, `${'ü'.repeat(251)}.txt`],
  ])('the name %j is words and nothing more', async (name, shown) => {
    const upload = await send(alice, to({ name, type: 'text/plain', bytes: text('hello') }))
    expect(upload.attachment?.name).toBe(shown)
    const got = await get(alice, `/files/${upload.uploadId}`)
    const disposition = got.headers.get('content-disposition') ?? ''
    expect(disposition).toMatch(/^attachment; filename="[^"/\\]*"; filename\*=UTF-8''[\w%.!~-]*$/)
    expect((await rows(upload.uploadId))[0]?.key).toMatch(/^files\/[0-9a-f]{40}\/original$/)
  })

  test.each(['a\0b.txt', 'a\nb.txt', 'x'.repeat(256), ''])('the name %j is refused', async (name) => {
    expect((await ask(alice, to({ name, type: 'text/plain', bytes: text('x') }))).status).toBe(400)
  })

  test("an upload is its owner's alone", async () => {
    const { body } = await ask(alice, to({ type: 'text/plain', bytes: text('x') }))
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/complete'],
      ['DELETE', ''],
    ] as const)
      expect((await bob.call(method, `/uploads/${body.uploadId}${path}`)).status).toBe(404)
    const upload = await send(alice, to({ type: 'text/plain', bytes: text('mine') }))
    const said = { clientId: uuidv7(), body: 'look', attachments: [upload.uploadId] }
    expect((await bob.call('POST', `/rooms/${roomId}/messages`, said)).status).toBe(400)
  })

  test('files are for who may write in the room, and pictures of it for who runs it', async () => {
    const { id } = await alice.room('closed', 'private')
    const bytes = text('x')
    expect((await ask(bob, { roomId: id, type: 'text/plain', bytes })).status).toBe(404)
    expect((await ask(bob, { roomId, purpose: 'room-avatar', type: 'image/png', bytes })).status).toBe(403)
    expect((await ask(bob, { purpose: 'message', type: 'text/plain', bytes })).status).toBe(400)
    const mutedUntil = new Date(Date.now() + 3_600_000).toISOString()
    await alice.ok('PATCH', `/rooms/${roomId}/members/${bob.id}`, { mutedUntil })
    expect((await ask(bob, to({ type: 'text/plain', bytes }))).status).toBe(403)
    await alice.ok('PATCH', `/rooms/${roomId}/members/${bob.id}`, { mutedUntil: null })
  })

  test('too large a file is refused before it is sent', async () => {
    const bytes = text('x')
    expect((await ask(alice, to({ type: 'video/mp4', bytes, size: 30 * MIB + 1 }))).status).toBe(413)
    const picture = { purpose: 'avatar', type: 'image/png', bytes, size: LIMITS.avatarBytesMax + 1 } as const
    expect((await ask(alice, picture)).status).toBe(413)
  })

  test('twenty files at once take no more than there is space for', async () => {
    const dave = await cluster.person('dave')
    await dave.join(roomId)
    const asking = Array.from({ length: 20 }, () =>
      ask(dave, to({ type: 'video/mp4', bytes: text(''), size: 9 * MIB })),
    )
    const statuses = (await Promise.all(asking)).map((answer) => answer.status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(11)
    expect(statuses.filter((status) => status === 413)).toHaveLength(9)
    const storage = await dave.ok<Response<'storage'>>('GET', '/users/me/storage')
    expect(storage).toEqual({ usedBytes: 99 * MIB, quotaBytes: QUOTA_MIB * MIB, fileBytesMax: 30 * MIB })
  })

  test('only so many files are under way at once, and giving up makes room', async () => {
    const erin = await cluster.person('erin')
    await erin.join(roomId)
    const one = to({ type: 'text/plain', bytes: text('x') })
    const asked = await Promise.all(Array.from({ length: LIMITS.uploadsOpenMax }, () => ask(erin, one)))
    expect(new Set(asked.map((answer) => answer.status))).toEqual(new Set([201]))
    expect((await ask(erin, one)).status).toBe(429)
    const before = await keysAtRest(cluster.db, depot.bucket)
    for (const { body } of asked) await erin.ok('DELETE', `/uploads/${body.uploadId}`)
    expect((await ask(erin, one)).status).toBe(201)
    expect(await keys()).toEqual(before)
  })

  test('who cancels leaves nothing, at any point', async () => {
    const before = await keysAtRest(cluster.db, depot.bucket)
    const clean = await send(alice, to({ type: 'image/jpeg', bytes: await photo().jpeg().toBuffer() }))
    const large = randomBytes(17 * MIB)
    const { body } = await ask(alice, to({ type: 'application/zip', bytes: large }))
    await put(alice, { ...body, parts: body.parts?.slice(0, 1) }, large)
    for (const uploadId of [clean.uploadId, body.uploadId]) {
      await alice.ok('DELETE', `/uploads/${uploadId}`)
      expect((await alice.call('DELETE', `/uploads/${uploadId}`)).status).toBe(404)
      expect(await rows(uploadId)).toEqual([])
    }
    expect(await keys()).toEqual(before)
    const later = new Date(Date.now() + 3_600_000)
    expect((await depot.bucket.staleParts(later)).map(({ multipartId }) => multipartId)).not.toContain(
      body.uploadId,
    )
  })

  test('what comes by an old link after the check changes nothing', async () => {
    const bytes = text('the first words')
    const asked = await ask(alice, to({ type: 'text/plain', bytes }))
    await put(alice, asked.body, bytes)
    await complete(alice, asked.body.uploadId)
    await settled(alice, asked.body.uploadId)
    await put(alice, asked.body, text('<script>other()'))
    expect((await get(alice, `/files/${asked.body.uploadId}`)).bytes.toString()).toBe('the first words')
  })

  test("a message names files that are clean, in this room, one's own, and each once", async () => {
    const other = await alice.room('other')
    const [one, two] = [
      await send(alice, to({ name: 'one', type: 'text/plain', bytes: text('1') })),
      await send(alice, to({ name: 'two', type: 'text/plain', bytes: text('2') })),
    ]
    const pending = await ask(alice, to({ type: 'text/plain', bytes: text('x') }))
    const avatar = await send(alice, {
      purpose: 'avatar',
      type: 'image/jpeg',
      bytes: await photo().jpeg().toBuffer(),
    })
    const say = (attachments: string[], room = roomId) =>
      alice.call('POST', `/rooms/${room}/messages`, { clientId: uuidv7(), body: '', attachments })
    expect((await say([one.uploadId, one.uploadId])).status).toBe(400)
    expect((await say([one.uploadId, pending.body.uploadId])).status).toBe(400)
    expect((await say([one.uploadId, avatar.uploadId])).status).toBe(400)
    expect((await say([one.uploadId, uuidv7()])).status).toBe(400)
    expect((await say([one.uploadId], other.id)).status).toBe(400)
    expect((await say([])).status).toBe(400)
    expect((await say([two.uploadId, one.uploadId])).status).toBe(201)
    expect((await alice.call('DELETE', `/uploads/${one.uploadId}`)).status).toBe(409)
    await until(async () => (await rows(one.uploadId)).some((row) => 'message_seq' in row && row.message_seq))
    expect((await say([one.uploadId])).status).toBe(400)
    const { messages } = await bob.messages(roomId)
    expect(messages.at(-1)?.attachments?.map((file) => file.name)).toEqual(['two', 'one'])
  })

  test('while the bucket is away files wait, nothing is left over, and the talk goes on', async () => {
    const asked = await ask(alice, to({ type: 'text/plain', bytes: text('late') }))
    await put(alice, asked.body, text('late'))
    const count = async () => (await cluster.db.query('SELECT id FROM file')).rowCount
    const before = await count()
    await depot.goAway()
    expect((await ask(alice, to({ type: 'text/plain', bytes: text('x') }))).status).toBe(503)
    expect((await ask(alice, to({ type: 'video/mp4', bytes: text(''), size: 9 * MIB }))).status).toBe(503)
    expect((await complete(alice, asked.body.uploadId)).status).toBe(503)
    expect(await count()).toBe(before)
    const tab = await alice.tab()
    await tab.send(roomId, 'all is well')
    await depot.comeBack()
    await until(async () => (await complete(alice, asked.body.uploadId)).status === 200)
    expect(await settled(alice, asked.body.uploadId)).toMatchObject({ state: 'clean' })
  })

  test('a worker that is killed in the middle of a check loses nothing', async () => {
    const bytes = await photo(5_000, 5_000).png({ compressionLevel: 1 }).toBuffer()
    const asked = await ask(alice, to({ type: 'image/png', bytes }))
    await put(alice, asked.body, bytes)
    await complete(alice, asked.body.uploadId)
    const { uploadId } = asked.body
    await until(
      async () =>
        (await cluster.db.query('SELECT 1 FROM file WHERE id = $1 AND checks > 0', [uploadId])).rowCount,
    )
    await cluster.workers[0]?.kill()
    expect((await rows(uploadId))[0]?.state).toBe('checking')
    await cluster.addWorker()
    expect(await settled(alice, uploadId)).toMatchObject({ state: 'clean' })
    expect(await sharp((await get(alice, `/files/${uploadId}`)).bytes).metadata()).toMatchObject({
      width: 5_000,
    })
  })

  test('no process has seen anything unexpected', () => {
    // What is not JSON is a library's advice to who starts us.
    const logged = [...cluster.instances, ...cluster.workers].flatMap((process) => process.errors)
    expect(logged.filter((line) => 'time' in line)).toEqual([])
  })
})

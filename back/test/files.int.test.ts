import type { Response } from '@papo/contract'
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import { ask, complete, get, put, send, settled } from './uploader.js'

const MIB = 1_048_576
let cluster: Cluster
let dir: string
let alice: Person
let bob: Person
let carol: Person
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'papo-files-'))
  cluster = await Cluster.start({
    instances: 2,
    workers: 1,
    env: { UPLOADS_DIR: dir, UPLOAD_MAX_BYTES: String(30 * MIB) },
  })
  alice = await cluster.person('alice')
  bob = await cluster.person('bob', cluster.url(1))
  carol = await cluster.person('carol')
})
afterAll(async () => {
  await cluster.stop()
  rmSync(dir, { recursive: true, force: true })
})

const photo = (width = 640, height = 480) =>
  sharp({ create: { width, height, channels: 3, background: '#28c' } })
    .jpeg()
    .toBuffer()

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
  expect(upload).toMatchObject({
    state: 'clean',
    roomId: room.id,
    attachment: { name: 'sea.jpg', width: 640, height: 480 },
  })
  await until(() => tab.changes.some((change) => change.type === 'upload' && change.upload.state === 'clean'))
  const { uploadId } = upload
  expect((await get(bob, `/files/${uploadId}`)).status).toBe(404) // in no message yet
  const clientId = uuidv7()
  const said = { roomId: room.id, clientId, body: '', attachments: [uploadId] }
  const accepted = await tab.do('message:send', said)
  await until(() => bobs.of(room.id).some((event) => event.seq === accepted.seq))
  const sent = bobs.of(room.id).find((event) => event.seq === accepted.seq)
  expect(sent?.data).toEqual({ body: '', attachments: [upload.attachment] })
  const got = await get(bob, `/files/${uploadId}`)
  expect(got.status).toBe(200)
  expect(got.headers.get('content-type')).toBe('image/jpeg')
  const thumbnail = await get(bob, `/files/${uploadId}/thumbnail?width=480`)
  expect((await sharp(thumbnail.bytes).metadata()).width).toBe(480)
  expect(await tab.do('message:send', said)).toMatchObject({ seq: accepted.seq })
  await until(async () => {
    const { items } = await bob.ok<Response<'files'>>('GET', `/rooms/${room.id}/files?kind=media`)
    return items[0]?.attachment.fileId === uploadId && items[0].seq === accepted.seq
  })
  expect(await tab.do('message:send', said)).toMatchObject({ seq: accepted.seq })
  const over = await alice.call('POST', `/rooms/${room.id}/messages`, {
    clientId,
    body: '',
    attachments: [uploadId],
  })
  expect(over).toMatchObject({ status: 201, body: { seq: accepted.seq } })
})

test('a large file goes in parts, and goes on after a reload', async () => {
  const room = await alice.room('large')
  const bytes = randomBytes(20 * MIB)
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
  expect(upload).toMatchObject({
    state: 'clean',
    attachment: { type: 'application/octet-stream', size: bytes.length },
  })
  expect((await get(alice, `/files/${body.uploadId}`)).bytes.equals(bytes)).toBe(true)
  expect((await get(carol, `/files/${body.uploadId}`)).status).toBe(403)
})

import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Handout, SignedPut } from '../src/bucket/bucket.js'
import { inMiniS3, inVersitygw, onDisk, type Storage } from './storage.js'
import { until } from './until.js'

const DRIVERS: [string, () => Promise<Storage>][] = [
  ['a folder on disk', onDisk],
  ['the strict S3 stand-in', inMiniS3],
  ...(inVersitygw ? [['a real S3 server, versitygw', inVersitygw] as [string, () => Promise<Storage>]] : []),
]
const PART_BYTES = 5_242_880
const PICTURE: Handout = { type: 'image/png', name: 'cat.png', inline: true }
const bytes = (text: string) => ({ type: 'image/png', size: Buffer.byteLength(text) })

describe.each(DRIVERS)('over %s', (_, start) => {
  let storage: Storage
  beforeAll(async () => {
    storage = await start()
  })
  afterAll(() => storage.close())

  const at = (url: string) => new URL(url, storage.url)
  function put({ url, headers }: SignedPut, body: string | Buffer): Promise<Response> {
    return fetch(at(url), { method: 'PUT', headers, body: new Uint8Array(Buffer.from(body)) })
  }
  const fetchBy = async (key: string, handout = PICTURE, headers: Record<string, string> = {}) =>
    fetch(at(await storage.bucket.signGet(key, handout, 60)), { headers })
  async function stored(key: string, body: string): Promise<void> {
    await storage.bucket.write(key, Buffer.from(body), 'image/png')
  }

  test('what a browser sends by a link is there, whole', async () => {
    const { bucket } = storage
    expect((await put(await bucket.signPut('incoming/a', bytes('hello'), 60), 'hello')).status).toBe(200)
    expect(await bucket.head('incoming/a')).toEqual({ size: 5 })
    expect(await text(await bucket.read('incoming/a'))).toBe('hello')
  })

  test('JSON is bytes like any other', async () => {
    const link = await storage.bucket.signPut('incoming/json', { type: 'application/json', size: 2 }, 60)
    expect((await put(link, '{}')).status).toBe(200)
    expect(await storage.bucket.head('incoming/json')).toEqual({ size: 2 })
  })

  test.each([
    ['too much', 'hello!'],
    ['too little', 'hell'],
  ])('%s is refused, and nothing is kept', async (_name, body) => {
    const link = await storage.bucket.signPut('incoming/size', bytes('hello'), 60)
    const { status } = await put(link, body)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(await storage.bucket.head('incoming/size')).toBeUndefined()
  })

  test('another type is refused', async () => {
    const { url } = await storage.bucket.signPut('incoming/type', bytes('hello'), 60)
    const answer = await put({ url, headers: { 'content-type': 'text/html' } }, 'hello')
    expect(answer.status).toBe(403)
    expect(await storage.bucket.head('incoming/type')).toBeUndefined()
  })

  test('a link ends', async () => {
    await stored('files/short', 'hello')
    const link = await storage.bucket.signPut('incoming/late', bytes('hello'), 1)
    const url = at(await storage.bucket.signGet('files/short', PICTURE, 1))
    await until(async () => (await put(link, 'hello')).status === 403)
    await until(async () => (await fetch(url)).status === 403)
  })

  test('a forged link opens nothing', async () => {
    await stored('files/mine', 'hello')
    const url = await storage.bucket.signGet('files/mine', PICTURE, 60)
    const last = url.at(-2) === 'a' ? 'b' : 'a'
    const forged = [
      `${url.slice(0, -2)}${last}${url.slice(-1)}`,
      url.replace('files/mine', 'files/none'),
      url.replace(/(blobs\/|files\/).{4}/, '$1AAAA'),
    ].filter((one) => one !== url)
    for (const one of forged) expect((await fetch(at(one))).status, one).toBeGreaterThanOrEqual(400)
    expect((await put({ url, headers: { 'content-type': 'image/png' } }, 'other')).status).toBe(403)
    const { url: putUrl } = await storage.bucket.signPut('files/mine', bytes('hello'), 60)
    expect((await fetch(at(putUrl))).status).toBe(403)
    expect(await text(await storage.bucket.read('files/mine'))).toBe('hello')
  })

  test.each([
    '../outside',
    '/etc/passwd',
    'a/../../b',
    'a//b',
    'A',
    'a.b',
    'a\0b',
    '%2e%2e',
    '',
    'a/b/c/d/e',
  ])('the key %j is none', async (key) => {
    const { bucket } = storage
    const calls = [
      () => bucket.signPut(key, bytes(''), 60),
      () => bucket.signGet(key, PICTURE, 60),
      () => bucket.head(key),
      () => bucket.write(key, Buffer.from(''), 'image/png'),
    ]
    for (const call of calls) await expect((async () => call())()).rejects.toThrow('not a key of ours')
  })

  test('a file goes out with its name, to be kept by this browser alone', async () => {
    await stored('files/picture', 'hello')
    const answer = await fetchBy('files/picture', { ...PICTURE, name: 'Ação "1".png' })
    expect(await answer.text()).toBe('hello')
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(answer.headers.get('content-disposition')).toBe(
      `inline; filename="A__o _1_.png"; filename*=UTF-8''A%C3%A7%C3%A3o%20%221%22.png`,
    )
    expect(answer.headers.get('cache-control')).toContain('private')
    expect(answer.headers.get('etag')).toBeTruthy()
  })

  test.each(['text/html', 'image/svg+xml', 'text/javascript', 'application/xhtml+xml', 'application/pdf'])(
    '%s goes out as plain bytes to be saved',
    async (type) => {
      await stored('files/active', '<script>alert(1)</script>')
      const answer = await fetchBy('files/active', { type, name: 'page', inline: true })
      expect(answer.headers.get('content-type')).toBe('application/octet-stream')
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/)
    },
  )

  test('a part of a file can be asked for', async () => {
    await stored('files/ranges', '0123456789')
    const first = await fetchBy('files/ranges', PICTURE, { range: 'bytes=2-4' })
    expect(first.status).toBe(206)
    expect(first.headers.get('content-range')).toBe('bytes 2-4/10')
    expect(await first.text()).toBe('234')
    expect(await (await fetchBy('files/ranges', PICTURE, { range: 'bytes=7-' })).text()).toBe('789')
    expect((await fetchBy('files/ranges', PICTURE, { range: 'bytes=20-30' })).status).toBe(416)
  })

  test('a file that is not there is not found', async () => {
    expect(await storage.bucket.head('files/nothing')).toBeUndefined()
    await expect(storage.bucket.read('files/nothing')).rejects.toMatchObject({ code: 'not_found' })
    await expect(storage.bucket.copy('files/nothing', 'files/to', 'image/png')).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await fetchBy('files/nothing')).status).toBe(404)
  })

  test('a link to the same is the same for a while', async () => {
    const links = []
    for (let i = 0; i < 3; i++) links.push(await storage.bucket.signGet('files/same', PICTURE, 60))
    // At most one half of a life ends meanwhile.
    expect(links[0] === links[1] || links[1] === links[2]).toBe(true)
  })

  test('an upload in parts goes on where it was, and is joined in their order', async () => {
    const { bucket } = storage
    const key = 'incoming/parts'
    const multipartId = await bucket.startParts(key, 'image/png')
    const [first, second] = [Buffer.alloc(PART_BYTES, 'a'), Buffer.from('end')]
    const link = (number: number, size: number) => bucket.signPart(key, { multipartId, number, size }, 60)
    expect((await put(await link(2, second.length), second)).status).toBe(200)
    expect((await bucket.parts(key, multipartId))?.map(({ number, size }) => [number, size])).toEqual([
      [2, 3],
    ])
    expect((await put(await link(1, 10), 'only nine')).status).toBeGreaterThanOrEqual(400)
    expect((await put(await link(1, first.length), first)).status).toBe(200)
    const parts = await bucket.parts(key, multipartId)
    expect(parts?.map(({ number, size }) => [number, size])).toEqual([
      [1, PART_BYTES],
      [2, 3],
    ])
    expect(await bucket.head(key)).toBeUndefined()
    await bucket.completeParts(key, multipartId, parts ?? [])
    expect(await bucket.head(key)).toEqual({ size: PART_BYTES + 3 })
    const whole = await text(await bucket.read(key))
    expect(whole.startsWith('aaa') && whole.endsWith('aend')).toBe(true)
    expect(await bucket.parts(key, multipartId)).toBeUndefined()
    // Once more: some say yes, and some know nothing of it any more.
    const again = bucket.completeParts(key, multipartId, parts ?? [])
    await again.catch((error: unknown) => expect(error).toMatchObject({ code: 'not_found' }))
    expect(await bucket.head(key)).toEqual({ size: PART_BYTES + 3 })
  })

  test('a part that was sent anew is not joined as the one that was listed', async () => {
    const { bucket } = storage
    const key = 'incoming/changed'
    const multipartId = await bucket.startParts(key, 'image/png')
    await put(await bucket.signPart(key, { multipartId, number: 1, size: 3 }, 60), 'one')
    const listed = await bucket.parts(key, multipartId)
    await put(await bucket.signPart(key, { multipartId, number: 1, size: 5 }, 60), 'other')
    await expect(bucket.completeParts(key, multipartId, listed ?? [])).rejects.toMatchObject({
      code: 'conflict',
    })
    await bucket.abortParts(key, multipartId)
  })

  test('an upload in parts that was given up leaves nothing', async () => {
    const { bucket } = storage
    const multipartId = await bucket.startParts('incoming/aborted', 'image/png')
    const link = await bucket.signPart('incoming/aborted', { multipartId, number: 1, size: 3 }, 60)
    await put(link, 'one')
    const isListed = async (before: number) =>
      (await bucket.staleParts(new Date(before))).some((one) => one.multipartId === multipartId)
    expect(await isListed(Date.now() + 60_000)).toBe(true)
    expect(await isListed(Date.now() - 3_600_000)).toBe(false)
    await bucket.abortParts('incoming/aborted', multipartId)
    await bucket.abortParts('incoming/aborted', multipartId)
    expect(await isListed(Date.now() + 60_000)).toBe(false)
    expect(await bucket.parts('incoming/aborted', multipartId)).toBeUndefined()
    expect((await put(link, 'two')).status).toBe(404)
  })

  test('a copy stays when its origin goes, and the same key may be written again', async () => {
    const { bucket } = storage
    await stored('incoming/origin', 'hello')
    await bucket.copy('incoming/origin', 'files/copy', 'image/webp')
    await stored('incoming/origin', 'other')
    await bucket.delete(['incoming/origin', 'incoming/was-never-there'])
    expect(await bucket.head('incoming/origin')).toBeUndefined()
    expect(await text(await bucket.read('files/copy'))).toBe('hello')
  })

  test('what begins so is listed in order, from where one was', async () => {
    const { bucket } = storage
    for (const key of ['listed/b', 'listed/a/2', 'listed/a-1', 'listedother']) await stored(key, 'x')
    const all = await bucket.list('listed/')
    expect(all.map(({ key }) => key)).toEqual(['listed/a-1', 'listed/a/2', 'listed/b'])
    expect(all.every(({ at }) => Math.abs(Date.now() - at.getTime()) < 600_000)).toBe(true)
    expect((await bucket.list('listed/', 'listed/a-1')).map(({ key }) => key)).toEqual([
      'listed/a/2',
      'listed/b',
    ])
    expect(await bucket.list('listed/', 'listed/b')).toEqual([])
  })

  test('a file goes out in a sandbox, and uncompressed', async () => {
    await stored('files/plain', 'hello '.repeat(1_000))
    const handout = { type: 'text/plain', name: 'a.txt', inline: false }
    const { headers } = await fetchBy('files/plain', handout, { 'accept-encoding': 'gzip' })
    expect(headers.get('content-encoding')).toBeNull()
    // Of a bucket, the other origin is the sandbox.
    if (storage.bucket.origin !== undefined) return
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('the page may speak to the bucket', async () => {
    const { headers } = await fetch(storage.url)
    const policy = headers.get('content-security-policy') ?? ''
    const rules = ['img-src', 'media-src', 'connect-src'].map(
      (name) => policy.split(';').find((rule) => rule.startsWith(name)) ?? '',
    )
    const { origin } = storage.bucket
    const url = await storage.bucket.signGet('files/x', PICTURE, 60)
    expect(url.startsWith(origin ?? '/api/blobs/')).toBe(true)
    expect(rules.every((rule) => rule.includes(origin ?? "'self'"))).toBe(true)
  })

  test('while it is away every call says so', async () => {
    const { bucket } = storage
    await storage.goAway()
    const calls = [
      () => bucket.head('files/copy'),
      () => bucket.read('files/copy'),
      () => bucket.write('files/new', Buffer.from('x'), 'image/png'),
      () => bucket.copy('files/copy', 'files/new', 'image/png'),
      () => bucket.delete(['files/copy']),
      () => bucket.list('files/'),
      () => bucket.startParts('files/new', 'image/png'),
      () => bucket.staleParts(new Date()),
    ]
    for (const call of calls)
      await expect(call(), call.toString()).rejects.toMatchObject({ code: 'unavailable' })
  })
})

describe('uploads that break off', () => {
  const COUNT = 1_000
  const AT_ONCE = 50
  let storage: Storage
  beforeAll(async () => {
    storage = await onDisk()
  })
  afterAll(() => storage.close())

  const descriptors = () => readdirSync('/proc/self/fd').length
  const files = () =>
    readdirSync(storage.dir, { recursive: true, withFileTypes: true }).filter((e) => e.isFile())

  /** Sends half of what it announced, and goes. */
  async function breakOff(key: string): Promise<void> {
    const { url, headers } = await storage.bucket.signPut(key, { type: 'image/png', size: 2_000 }, 60)
    const sent = request(new URL(url, storage.url), {
      method: 'PUT',
      headers: { ...headers, 'content-length': 2_000 },
    })
    const ended = new Promise((resolve) => sent.once('close', resolve))
    sent.on('error', () => undefined)
    sent.write(Buffer.alloc(1_000), () => sent.destroy())
    await ended
  }

  test('a thousand leave neither files nor descriptors', async () => {
    await storage.bucket.write('files/here', Buffer.from('x'), 'image/png')
    const before = descriptors()
    for (let n = 0; n < COUNT; n += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => breakOff(`incoming/n${n + i}`)))
    await until(() => files().length === 1, { what: 'no other file is left' })
    await until(() => descriptors() <= before + 2, { what: 'no descriptor is left' })
  })

  test('what a process left that died while it wrote is swept', async () => {
    const left = join(storage.dir, 'temporary', 'left')
    writeFileSync(left, 'x')
    await storage.bucket.staleParts(new Date(Date.now() - 60_000))
    expect(existsSync(left)).toBe(true)
    await storage.bucket.staleParts(new Date(Date.now() + 60_000))
    expect(existsSync(left)).toBe(false)
  })
})

import { THUMBNAIL_WIDTHS } from '@papo/contract'
import sharp from 'sharp'
import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { widthsOf } from '../file/widths.js'
import { makePicture } from './picture.js'

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 30 } } })
const MARK = 'a place on earth'

/** Red on its left, blue on its right; lying on its side by its EXIF. */
async function sideways(): Promise<Buffer> {
  const right = await plain(40, 60).tint('#0000ff').png().toBuffer()
  return plain(80, 60)
    .composite([{ input: right, left: 40, top: 0 }])
    .withExif({
      IFD0: { ImageDescription: MARK },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
}

/** A PNG of one colour with any size written in its head. */
function pngOf(width: number, height: number): Buffer {
  const crcTable = Array.from({ length: 256 }, (_, n) => {
    let c = n
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    return c >>> 0
  })
  const crc = (data: Buffer) => {
    let c = 0xffffffff
    for (const byte of data) c = (crcTable[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8)
    return (c ^ 0xffffffff) >>> 0
  }
  const chunk = (name: string, body: Buffer) => {
    const data = Buffer.concat([Buffer.from(name), body])
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    size.writeUInt32BE(body.length)
    sum.writeUInt32BE(crc(data))
    return Buffer.concat([size, data, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(height, 4)
  head.set([1, 0, 0, 0, 0], 8)
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  const body = deflateSync(Buffer.alloc(1_000_000))
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', body), chunk('IEND', Buffer.alloc(0))])
}

test('a photo stands upright, and nothing but its pixels is left', async () => {
  const before = await sideways()
  expect(before.includes(MARK)).toBe(true)
  const picture = await makePicture(before)
  expect(picture).toMatchObject({ width: 60, height: 80, original: { type: 'image/jpeg' } })
  const after = await sharp(picture.original.body).metadata()
  expect(after).toMatchObject({ width: 60, height: 80, space: 'srgb' })
  expect([after.exif, after.icc, after.xmp, after.orientation]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  expect(picture.original.body.includes(MARK)).toBe(false)
  const { data } = await sharp(picture.original.body).raw().toBuffer({ resolveWithObject: true })
  expect(data[0]).toBeGreaterThan(150) // red is on top
  for (const { body } of picture.thumbnails.values())
    expect((await sharp(body).metadata()).exif).toBeUndefined()
})

test('what was appended to a picture is gone', async () => {
  const tail = '<html><script>alert(1)</script></html>PK\x03\x04'
  const jpeg = Buffer.concat([await plain(50, 50).jpeg().toBuffer(), Buffer.from(tail)])
  expect((await makePicture(jpeg)).original.body.includes('script')).toBe(false)
})

test('thumbnails are as wide as their names say, and never wider than the picture', async () => {
  const { thumbnails } = await makePicture(await plain(600, 300).png().toBuffer())
  const sizes = await Promise.all(
    [...thumbnails].map(async ([name, { body }]) => [name, (await sharp(body).metadata()).width]),
  )
  expect(sizes).toEqual([
    [96, 96],
    [480, 480],
    [1280, 600],
  ])
  expect(widthsOf(10)).toEqual([96])
  expect(widthsOf(96)).toEqual([96])
  expect(widthsOf(9_999)).toEqual([...THUMBNAIL_WIDTHS])
})

test('a very high picture has thumbnails that can be drawn', async () => {
  const { thumbnails, height } = await makePicture(await plain(100, 20_000).png().toBuffer())
  expect(height).toBe(20_000)
  const { height: high = 0 } = await sharp(thumbnails.get(480)?.body).metadata()
  expect(high).toBeLessThanOrEqual(1_920)
})

test('the blur is a tiny picture that fits into a message', async () => {
  const noise = sharp({
    create: {
      width: 900,
      height: 700,
      channels: 3,
      background: '#777',
      noise: { type: 'gaussian', mean: 120, sigma: 90 },
    },
  })
  const { blur } = await makePicture(await noise.jpeg().toBuffer())
  expect(blur).toMatch(/^data:image\/webp;base64,/)
  expect(blur.length).toBeLessThanOrEqual(1_000)
})

test('a picture that moves goes on moving, and stands still in small', async () => {
  const frames = await Promise.all(
    ['#f00', '#0f0', '#00f'].map((background) =>
      sharp({ create: { width: 64, height: 48, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  )
  const gif = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer()
  const picture = await makePicture(gif)
  expect(picture).toMatchObject({ width: 64, height: 48, original: { type: 'image/gif' } })
  expect((await sharp(picture.original.body).metadata()).pages).toBe(3)
  expect((await sharp(picture.thumbnails.get(96)?.body).metadata()).pages).toBe(3)
  const avatar = await makePicture(gif, { square: true })
  expect(avatar).toMatchObject({ width: 48, height: 48, original: { type: 'image/webp' } })
  expect((await sharp(avatar.original.body).metadata()).pages ?? 1).toBe(1)
})

test('AVIF becomes WebP', async () => {
  expect((await makePicture(await plain(40, 30).avif().toBuffer())).original.type).toBe('image/webp')
})

test('an image bomb is refused before it is decoded', async () => {
  await expect(makePicture(pngOf(50_000, 50_000))).rejects.toMatchObject({ reason: 'pixels' })
})

test('frames count: many small ones are a bomb too', async () => {
  const frame = await plain(1_000, 1_000).png().toBuffer()
  const gif = await sharp(
    Array.from({ length: 51 }, () => frame),
    { join: { animated: true } },
  )
    .gif({ effort: 1, keepDuplicateFrames: true })
    .toBuffer()
  await expect(makePicture(gif)).rejects.toMatchObject({ reason: 'pixels' })
})

test.each([
  ['text', Buffer.from('not a picture')],
  ['half a picture', Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
])('%s cannot be read', async (_, bytes) => {
  await expect(makePicture(bytes)).rejects.toMatchObject({ reason: 'unreadable' })
})

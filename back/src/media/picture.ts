import sharp, { type Metadata, type Sharp } from 'sharp'
import { widthsOf } from '../file/widths.js'
import { Turns } from '../infra/turns.js'

const FORMATS = new Set<string>(['jpeg', 'png', 'webp', 'gif', 'heif'])
/** Of all frames together. */
export const PIXELS_MAX = 50_000_000
/** More than that in frames of the widest thumbnail takes too long: it stands still. */
const MOVING_PIXELS_MAX = 10_000_000
const AVATAR_SIDE = 512
/** What WebP can hold. */
const SIDE_MAX = 16_383
/** A thumbnail is at most this many times as high as it is wide. */
const HEIGHT_PER_WIDTH = 4
const BLUR_SIDE = 16
const SECONDS_MAX = 60

// One at a time, and nothing kept of it: a worker's memory is bounded by its largest picture.
sharp.concurrency(1)
sharp.cache(false)
const turns = new Turns(1)

export type Bytes = { body: Buffer; type: string }
export type Picture = {
  original: Bytes
  /** By the width that they are asked for. */
  thumbnails: Map<number, Bytes>
  width: number
  height: number
  /** A `data:` URL. */
  blur: string
}

/** A picture is refused: it cannot be read, or is too large to be decoded. */
export class PictureError extends Error {
  constructor(
    readonly reason: 'unreadable' | 'pixels',
    options?: ErrorOptions,
  ) {
    super(reason, options)
  }
}

/**
 * Decodes a picture, from memory or a file, and makes it anew: upright, in sRGB, with nothing but its pixels.
 * `square`: cut to a small square that stands still.
 * @throws PictureError
 */
export const makePicture = (source: string | Buffer, { square = false } = {}): Promise<Picture> =>
  turns.run(() => makeNow(source, square))

async function makeNow(source: string | Buffer, square: boolean): Promise<Picture> {
  try {
    const before = await sharp(source, { limitInputPixels: false }).metadata()
    if (!FORMATS.has(before.format)) throw new PictureError('unreadable')
    if (pixelsOf(before) > PIXELS_MAX) throw new PictureError('pixels')
    return await make({ source, before, square, moves: !square && (before.pages ?? 1) > 1 })
  } catch (cause) {
    if (cause instanceof PictureError) throw cause
    throw new PictureError('unreadable', { cause })
  }
}

type Making = { source: string | Buffer; before: Metadata; square: boolean; moves: boolean }

const pixelsOf = ({ width, height, pageHeight, pages = 1 }: Metadata) =>
  width * (pageHeight ?? height) * pages

function open({ source, moves }: Pick<Making, 'source' | 'moves'>): Sharp {
  const options = { limitInputPixels: PIXELS_MAX, failOn: 'error', animated: moves } as const
  return sharp(source, options).timeout({ seconds: SECONDS_MAX }).autoOrient().toColourspace('srgb')
}

async function make(making: Making): Promise<Picture> {
  const side = Math.min(AVATAR_SIDE, making.before.width, making.before.height)
  const upright = making.square ? open(making).resize(side, side, { fit: 'cover' }) : open(making)
  const { data, info } = await encode(upright, making).toBuffer({ resolveWithObject: true })
  const original = { body: data, type: `image/${info.format}` }
  const [width, height] = [info.width, info.pageHeight ?? info.height]
  const thumbnails = new Map<number, Bytes>()
  const still = making.square ? data : making.source
  const pixels = pixelsOf(making.before)
  for (const wanted of widthsOf(width)) {
    const moves = making.moves && wanted === widthsOf(width).at(-1) && pixels <= MOVING_PIXELS_MAX
    thumbnails.set(wanted, await thumbnail({ source: still, moves }, wanted))
  }
  return { original, thumbnails, width, height, blur: await blurOf(still) }
}

/** In the format that it came in; of those that few programs know, in WebP. */
function encode(picture: Sharp, { before, square }: Making): Sharp {
  if (square) return picture.webp({ quality: 85 })
  switch (before.format) {
    case 'jpeg':
      return picture.jpeg({ quality: 85 })
    case 'png':
      return picture.png()
    case 'gif':
      return picture.gif({ effort: 3 })
    case 'webp':
      return picture.webp({ quality: 85, effort: 2 })
    default:
      return picture.resize({ ...within(SIDE_MAX, SIDE_MAX) }).webp({ quality: 85 })
  }
}

const within = (width: number, height: number) =>
  ({ width, height, fit: 'inside', withoutEnlargement: true }) as const

async function thumbnail(from: Pick<Making, 'source' | 'moves'>, width: number): Promise<Bytes> {
  const small = open(from).resize(within(width, width * HEIGHT_PER_WIDTH))
  return {
    body: await small.webp({ quality: 78, effort: from.moves ? 1 : 4 }).toBuffer(),
    type: 'image/webp',
  }
}

async function blurOf(source: string | Buffer): Promise<string> {
  const tiny = open({ source, moves: false }).resize(within(BLUR_SIDE, BLUR_SIDE))
  const body = await tiny.webp({ quality: 30, alphaQuality: 30 }).toBuffer()
  return `data:image/webp;base64,${body.toString('base64')}`
}

import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { OutsideError } from './outside.error.js'

export const ENCODINGS = 'gzip, deflate, br'
const CHUNK = { chunkSize: 16_384 }

export type BodyLimit = {
  /** Of what it is once it is unpacked. */
  bytesMax: number
  /** The beginning is of use too. */
  cut?: boolean
}

/**
 * Reads a body, unpacking it as it comes, and no further than the limit.
 * @throws OutsideError `encoding`, `size` or `network`
 */
export async function readBody(answer: IncomingMessage, { bytesMax, cut }: BodyLimit): Promise<Buffer> {
  if (!cut && Number(answer.headers['content-length'] ?? 0) > bytesMax) throw new OutsideError('size')
  const unpacked = unpack(answer)
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of unpacked as AsyncIterable<Buffer>) {
      parts.push(part)
      size += part.length
      if (size > bytesMax) break
    }
  } catch (cause) {
    throw new OutsideError('network', { cause })
  } finally {
    unpacked.destroy()
    answer.destroy()
  }
  if (size > bytesMax && !cut) throw new OutsideError('size')
  return Buffer.concat(parts).subarray(0, bytesMax)
}

function unpack(answer: IncomingMessage): Readable {
  const decoder = decoderOf(answer.headers['content-encoding']?.trim().toLowerCase())
  if (!decoder) return answer
  answer.on('error', (error) => decoder.destroy(error))
  answer.on('aborted', () => decoder.destroy(new Error('aborted')))
  return answer.pipe(decoder)
}

function decoderOf(encoding: string | undefined) {
  switch (encoding) {
    case undefined:
    case '':
    case 'identity':
      return undefined
    case 'gzip':
    case 'x-gzip':
      return createGunzip(CHUNK)
    case 'deflate':
      return createInflate(CHUNK)
    case 'br':
      return createBrotliDecompress(CHUNK)
    default:
      throw new OutsideError('encoding')
  }
}

import { Injectable } from '@nestjs/common'
import { LIMITS, type UploadTarget } from '@papo/contract'
import { Bucket, type Part } from '../bucket/bucket.js'
import type { FileRow } from '../file/file.view.js'

const PARTS_MAX = 100
const LINK_SECONDS = 3_600

type Sent = Pick<FileRow, 'uploadKey' | 'multipartId' | 'type' | 'size'>
export type Piece = { number: number; size: number }

/** Undefined for a file that is sent at once. */
export const partBytesOf = (size: number): number | undefined =>
  size > LIMITS.uploadPartBytes ? Math.max(LIMITS.uploadPartBytes, Math.ceil(size / PARTS_MAX)) : undefined

/** The parts of a file, the first one being 1. */
export function piecesOf(size: number): Piece[] {
  const partBytes = partBytesOf(size) ?? size
  return Array.from({ length: Math.ceil(size / partBytes) }, (_, i) => ({
    number: i + 1,
    size: Math.min(partBytes, size - i * partBytes),
  }))
}

/** What of a file has not come yet, or not as it should. */
export const missingOf = (size: number, come: Part[]): Piece[] => {
  const sizes = new Map(come.map((part) => [part.number, part.size]))
  return piecesOf(size).filter((piece) => sizes.get(piece.number) !== piece.size)
}

/** Where the bytes of a file are to be sent. */
@Injectable()
export class UploadTargets {
  constructor(private readonly bucket: Bucket) {}

  /** `come`: the parts that have come. */
  async of(file: Sent, come: Part[] = []): Promise<UploadTarget> {
    const { uploadKey, multipartId } = file
    const [type, size] = [file.type, Number(file.size)]
    if (multipartId === null) {
      const { url, headers } = await this.bucket.signPut(uploadKey, { type, size }, LINK_SECONDS)
      return { method: 'PUT', url, headers }
    }
    const pieces = missingOf(size, come)
    const signed = await Promise.all(
      pieces.map((piece) => this.bucket.signPart(uploadKey, { multipartId, ...piece }, LINK_SECONDS)),
    )
    const parts = pieces.map(({ number }, i) => ({ number, url: signed[i]?.url ?? '' }))
    const partBytes = partBytesOf(size) ?? size
    return { method: 'PUT', headers: signed[0]?.headers ?? {}, partBytes, parts }
  }
}

import { Injectable } from '@nestjs/common'
import { Bucket } from '../bucket/bucket.js'
import { thumbnailKey } from '../file/file.keys.js'
import type { Picture } from './picture.js'

/** Puts pictures that were made anew into the bucket. */
@Injectable()
export class PictureKeeper {
  constructor(private readonly bucket: Bucket) {}

  /** Under `key`, with the thumbnails beside it. @returns how many bytes that takes */
  async keep(key: string, { original, thumbnails }: Picture): Promise<number> {
    const all = [
      [key, original] as const,
      ...[...thumbnails].map(([width, bytes]) => [thumbnailKey(key, width), bytes] as const),
    ]
    let total = 0
    for (const [place, { body, type }] of all) {
      await this.bucket.write(place, body, type)
      total += body.length
    }
    return total
  }
}

import { Inject, Injectable } from '@nestjs/common'
import { type Attachment, THUMBNAIL_WIDTHS } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { ChatError } from '../errors.js'
import { newKey, newUploadKey } from '../file/file.keys.js'
import { LOGGER, type Logger } from '../logger.js'
import { makePicture, type Picture, PictureError } from '../media/picture.js'
import { PictureKeeper } from '../media/picture.keeper.js'
import { HEAD_BYTES, sniff, UNKNOWN_TYPE } from '../media/sniff.js'
import { Outside } from '../outside/outside.js'
import { OutsideError } from '../outside/outside.error.js'
import { PreviewStore } from './preview.store.js'

const TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif']
const PICTURE = { types: TYPES, bytesMax: 5_242_880, redirectsMax: 3 }
const NAME = 'preview.webp'
const TYPE = 'image/webp'
const WIDEST = Math.max(...THUMBNAIL_WIDTHS)
/** Smaller ones count visitors, or are a line. */
const SIDE_MIN = 32

/** Pages' pictures: fetched, made anew and kept here, so that no reader's browser asks another server. */
@Injectable()
export class PictureService {
  constructor(
    private readonly outside: Outside,
    private readonly keeper: PictureKeeper,
    private readonly store: PreviewStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Undefined: the preview is to do without. */
  async keep(url: string): Promise<Attachment | undefined> {
    try {
      const { status, body } = await this.outside.fetch(url, PICTURE)
      const said = { type: UNKNOWN_TYPE, name: '' }
      // What draws other formats may read other files.
      if (status !== 200 || !(await sniff(body.subarray(0, HEAD_BYTES), said))?.picture) return undefined
      const picture = await makePicture(body)
      return Math.min(picture.width, picture.height) < SIDE_MIN ? undefined : await this.put(picture)
    } catch (error) {
      const reason = reasonOf(error)
      if (reason === undefined) throw error
      this.logger.debug({ reason }, 'a preview without its picture')
      return undefined
    }
  }

  /** The row comes last: what has none is swept away. */
  private async put(picture: Picture): Promise<Attachment | undefined> {
    const key = newKey()
    const { thumbnails, width, height, blur } = picture
    const largest = [...thumbnails.values()].at(-1)
    if (!largest) return undefined
    const storedBytes = await this.keeper.keep(key, { ...picture, original: largest })
    const scale = Math.min(1, WIDEST / width)
    const attachment = {
      ...{ fileId: uuidv7(), name: NAME, type: TYPE, size: largest.body.length },
      ...{ width: Math.round(width * scale), height: Math.max(1, Math.round(height * scale)), blur },
    }
    await this.store.addPicture(attachment, { key, uploadKey: newUploadKey(), storedBytes })
    return attachment
  }
}

/** Undefined: nothing that a page or a bucket that is away may cause. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof OutsideError || error instanceof PictureError) return error.reason
  return error instanceof ChatError && error.code === 'unavailable' ? 'bucket' : undefined
}

import { Inject, Injectable } from '@nestjs/common'
import { Bucket } from '../bucket/bucket.js'
import { ChatError, isUnavailable } from '../errors.js'
import { keysOf, newKey } from '../file/file.keys.js'
import { renamed } from '../file/file.name.js'
import type { FileRow, Refusal } from '../file/file.view.js'
import { Turns } from '../infra/turns.js'
import { LOGGER, type Logger } from '../logger.js'
import { ControlLog } from '../realtime/control.log.js'
import { firstBytes, inFile } from './bytes.js'
import { CheckStore, type Found } from './check.store.js'
import { makePicture, PictureError } from './picture.js'
import { PictureKeeper } from './picture.keeper.js'
import { HEAD_BYTES, sniff, type Sniffed } from './sniff.js'

/** A file whose checks end like that, without an end, is not looked at any more: it may be what ends them. */
const FAILED_MAX = 4

/**
 * Decides whether a file may be used. What is looked at is a copy that no browser can reach, under a name of this check
 * alone: whoever checks the same file at the same time, or sends it again by a link that still holds, changes nothing.
 */
@Injectable()
export class CheckService {
  private readonly decoding = new Turns(1)

  constructor(
    private readonly store: CheckStore,
    private readonly bucket: Bucket,
    private readonly keeper: PictureKeeper,
    private readonly control: ControlLog,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** May be called again, also at the same time. */
  async check(fileId: string): Promise<void> {
    const begun = await this.store.begin(fileId)
    if (!begun) return
    const { file, failed } = begun
    const key = newKey()
    try {
      const outcome = failed > FAILED_MAX ? 'unreadable' : await this.judge(file, key)
      const settled = await this.store.settle(fileId, outcome)
      if (!settled || typeof outcome === 'string') await this.clear(file, key)
      if (!settled) return this.logger.info({ fileId }, 'a check was not needed')
    } catch (error) {
      await this.clear(file, key)
      if (isUnavailable(error)) await this.store.forgive(fileId)
      throw error
    }
    await this.clear(file)
    await this.announce(file)
  }

  private async judge(file: FileRow, key: string): Promise<Found | Refusal> {
    try {
      await this.bucket.copy(file.uploadKey, key, file.type)
    } catch (error) {
      if (error instanceof ChatError && error.code === 'not_found') return 'expired'
      throw error
    }
    const stored = await this.bucket.head(key)
    if (stored?.size !== Number(file.size)) return 'size'
    const found = await sniff(await firstBytes(await this.bucket.read(key), HEAD_BYTES), file)
    if (!found || (file.purpose !== 'message' && !found.picture)) return 'type'
    if (found.picture) return this.decoding.run(() => this.remake(file, key))
    return this.plain(file, key, found)
  }

  private plain({ name, size }: FileRow, key: string, { type }: Sniffed): Found {
    return { key, name, type, size: Number(size), storedBytes: Number(size) }
  }

  private async remake(file: FileRow, key: string): Promise<Found | Refusal> {
    const square = file.purpose !== 'message'
    try {
      const picture = await inFile(await this.bucket.read(key), (path) => makePicture(path, { square }))
      const storedBytes = await this.keeper.keep(key, picture)
      const { original, width, height, blur } = picture
      const { type, body } = original
      const name = type === file.type ? file.name : renamed(file.name, type.slice('image/'.length))
      return { key, name, type, size: body.length, width, height, blur, storedBytes }
    } catch (error) {
      if (!(error instanceof PictureError)) throw error
      this.logger.info({ fileId: file.id, reason: error.reason, err: error.cause }, 'a picture was refused')
      return error.reason
    }
  }

  /** What the browser sent, or with `key` what this check made. What stays is the sweeper's. */
  private async clear(file: FileRow, key?: string): Promise<void> {
    const keys = key ? keysOf({ ...file, key }).slice(1) : [file.uploadKey]
    await this.bucket.delete(keys).catch((error: unknown) => {
      this.logger.warn({ fileId: file.id, err: error }, 'bytes of no use wait for the sweeper')
    })
  }

  private async announce({ id, userId }: FileRow): Promise<void> {
    if (userId === null) return
    await this.control.say({ type: 'upload.changed', userId, fileId: id }).catch((error: unknown) => {
      this.logger.warn({ fileId: id, err: error }, 'could not announce a file')
    })
  }
}

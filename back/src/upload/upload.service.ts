import { Inject, Injectable } from '@nestjs/common'
import { LIMITS, type Request, type Response, type Upload } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { Bucket } from '../bucket/bucket.js'
import { CONFIG, type Config } from '../config.js'
import { ChatError, isUnavailable, notFound } from '../errors.js'
import { EraserService } from '../file/eraser.service.js'
import { newUploadKey } from '../file/file.keys.js'
import { shownName } from '../file/file.name.js'
import { type FileRow, type Refusal, toUpload } from '../file/file.view.js'
import { Limiter } from '../limit/limiter.js'
import { LOGGER, type Logger } from '../logger.js'
import { MediaQueue } from '../media/media.queue.js'
import { plainType } from '../media/sniff.js'
import { MemberService } from '../member/member.service.js'
import { JoinStore } from './join.store.js'
import { missingOf, partBytesOf, UploadTargets } from './upload.targets.js'
import { UploadStore } from './upload.store.js'

type Asked = Request<'createUpload'>

/** Files on their way in: asked for, sent to the bucket past us, and handed to the check. */
@Injectable()
export class UploadService {
  constructor(
    private readonly store: UploadStore,
    private readonly joins: JoinStore,
    private readonly targets: UploadTargets,
    private readonly bucket: Bucket,
    private readonly eraser: EraserService,
    private readonly members: MemberService,
    private readonly limiter: Limiter,
    private readonly queue: MediaQueue,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws ChatError `forbidden`, `not_found`, `too_large`, `rate_limited`; `unavailable`: then nothing was noted */
  async create(userId: string, asked: Asked): Promise<Response<'createdUpload'>> {
    await this.limiter.spend('uploadsOfUser', userId)
    await this.requireRight(userId, asked)
    this.requireSize(asked)
    const { roomId, purpose, size } = asked
    const [name, type, uploadKey] = [shownName(asked.name), plainType(asked.type), newUploadKey()]
    const file = { id: uuidv7(), purpose, roomId, userId, name, type, size, uploadKey }
    const multipartId = await this.begin(file)
    const sent = { uploadKey, type, size: BigInt(size), multipartId: multipartId ?? null }
    try {
      const target = await this.targets.of(sent)
      await this.store.reserve({ ...file, multipartId }, this.config.UPLOAD_QUOTA_BYTES)
      return { uploadId: file.id, ...target }
    } catch (error) {
      if (multipartId !== undefined) await this.giveUp(uploadKey, multipartId)
      throw error
    }
  }

  /** While it is pending, with what has to be sent yet. @throws ChatError `not_found` */
  async get(userId: string, id: string): Promise<Response<'upload'>> {
    const file = await this.require(userId, id)
    if (file.state !== 'pending') return toUpload(file)
    if (file.multipartId === null) return { ...toUpload(file), target: await this.targets.of(file) }
    const come = await this.bucket.parts(file.uploadKey, file.multipartId)
    // Joined, and about to be completed once more by whoever asked for that; or dropped by the bucket.
    if (!come) return (await this.bucket.head(file.uploadKey)) ? toUpload(file) : this.refuse(file, 'expired')
    return { ...toUpload(file), target: await this.targets.of(file, come) }
  }

  /** All bytes have come, the client says. Again, it changes nothing. @throws ChatError `conflict` if some have not */
  async complete(userId: string, id: string): Promise<Upload> {
    const file = await this.require(userId, id)
    if (file.multipartId === null) return this.finish(file)
    return this.joins.alone(id, async () => this.finish(await this.require(userId, id)))
  }

  private async finish(file: FileRow): Promise<Upload> {
    if (file.state !== 'pending') return toUpload(file)
    const { id } = file
    const dropped = file.multipartId !== null && !(await this.join(file, file.multipartId))
    const stored = await this.bucket.head(file.uploadKey)
    if (!stored && dropped) return this.refuse(file, 'expired')
    if (!stored) throw new ChatError('conflict', 'Its bytes have not come yet.')
    if (stored.size !== Number(file.size)) return this.refuse(file, 'size')
    await this.store.startCheck(id)
    this.queue.check(id)
    return toUpload(await this.require(file.userId ?? '', id))
  }

  /** Gives up one that is under way, or clean and not used yet. @throws ChatError `conflict` for one that is */
  async cancel(userId: string, id: string): Promise<void> {
    const file = await this.store.cancel(userId, id)
    if (!file) {
      await this.require(userId, id)
      throw new ChatError('conflict', 'This file is in use.')
    }
    try {
      await this.eraser.erase([file])
    } catch (error) {
      if (!isUnavailable(error)) throw error
      this.logger.warn({ fileId: id, err: error }, 'a cancelled file waits for the sweeper')
    }
  }

  async storage(userId: string): Promise<Response<'storage'>> {
    const { UPLOAD_QUOTA_BYTES: quotaBytes, UPLOAD_MAX_BYTES: fileBytesMax } = this.config
    return { usedBytes: await this.store.usedBytes(userId), quotaBytes, fileBytesMax }
  }

  private async require(userId: string, id: string): Promise<FileRow> {
    const file = await this.store.of(userId, id)
    if (!file || file.state === 'gone') throw notFound('upload')
    return file
  }

  private async requireRight(userId: string, { roomId, purpose }: Asked): Promise<void> {
    if (roomId === undefined) return
    if (purpose === 'room-avatar') return this.members.requireRunner(roomId, userId)
    const { mutedUntilMs } = await this.members.require(roomId, userId)
    if (mutedUntilMs > Date.now()) throw new ChatError('forbidden', 'You are muted in this room.')
  }

  private requireSize({ purpose, size }: Asked): void {
    const most = this.config.UPLOAD_MAX_BYTES
    const max = purpose === 'message' ? most : Math.min(most, LIMITS.avatarBytesMax)
    if (size > max)
      throw new ChatError('too_large', `A file may have at most ${Math.floor(max / 1_048_576)} MB.`)
  }

  /** Asks the bucket before anything is noted, so that one that is away leaves nothing behind. */
  private async begin({ uploadKey, type, size }: { uploadKey: string; type: string; size: number }) {
    if (partBytesOf(size) !== undefined) return this.bucket.startParts(uploadKey, type)
    await this.bucket.head(uploadKey)
    return undefined
  }

  private async giveUp(uploadKey: string, multipartId: string): Promise<void> {
    try {
      await this.bucket.abortParts(uploadKey, multipartId)
    } catch (error) {
      this.logger.warn({ err: error }, 'an upload in parts waits for the sweeper')
    }
  }

  /** @returns whether there was something to join; not after it was done. @throws ChatError `conflict` */
  private async join({ uploadKey, size }: FileRow, multipartId: string): Promise<boolean> {
    const parts = await this.bucket.parts(uploadKey, multipartId)
    if (!parts) return false
    const missing = missingOf(Number(size), parts)
    if (missing.length > 0)
      throw new ChatError('conflict', `${missing.length} of its parts have not come yet.`)
    try {
      await this.bucket.completeParts(uploadKey, multipartId, parts)
      return true
    } catch (error) {
      if (error instanceof ChatError && error.code === 'not_found') return false
      throw error
    }
  }

  private async refuse(file: FileRow, reason: Refusal): Promise<Upload> {
    await this.store.refuse(file.id, reason)
    await this.eraser.eraseBytes([file]).catch((error: unknown) => {
      this.logger.warn({ fileId: file.id, err: error }, 'a refused file waits for the sweeper')
    })
    return toUpload(await this.require(file.userId ?? '', file.id))
  }
}

import { Injectable } from '@nestjs/common'
import { Bucket } from '../bucket/bucket.js'
import { notFound } from '../errors.js'
import { widthsOf } from './widths.js'
import { MemberService } from '../member/member.service.js'
import { RoomStore } from '../room/room.store.js'
import { thumbnailKey } from './file.keys.js'
import { renamed } from './file.name.js'
import { FileStore } from './file.store.js'
import type { FileRow } from './file.view.js'

/** Long enough to begin. */
const LINK_SECONDS = 60
const WIDTH_DEFAULT = 480
type Ready = FileRow & { key: string }

/** Files on their way out: who may have them is asked each time, and a link lives shortly. */
@Injectable()
export class FileService {
  constructor(
    private readonly files: FileStore,
    private readonly bucket: Bucket,
    private readonly members: MemberService,
    private readonly rooms: RoomStore,
  ) {}

  /** Where the file is for a minute. @throws ChatError `not_found`, `forbidden` */
  async link(userId: string, fileId: string, { save }: { save: boolean }): Promise<string> {
    const { key, name, type, width } = await this.require(userId, fileId)
    // Pictures are shown only since they were made anew.
    const inline = !save && (width !== null || !type.startsWith('image/'))
    return this.bucket.signGet(key, { type, name, inline }, LINK_SECONDS)
  }

  /** The smallest thumbnail that is as wide as asked, or else the widest. @throws ChatError `not_found` also for no picture */
  async thumbnail(userId: string, fileId: string, asked: number = WIDTH_DEFAULT): Promise<string> {
    const { key, name, width } = await this.require(userId, fileId)
    if (width === null) throw notFound('picture')
    const widths = widthsOf(width)
    const wanted = widths.find((one) => one >= asked) ?? widths.at(-1) ?? WIDTH_DEFAULT
    const handout = { type: 'image/webp', name: renamed(name, 'webp'), inline: true }
    return this.bucket.signGet(thumbnailKey(key, wanted), handout, LINK_SECONDS)
  }

  private async require(userId: string, fileId: string): Promise<Ready> {
    const file = await this.files.byId(fileId)
    if (file?.state !== 'clean' || file.key === null) throw notFound('file')
    if (file.userId !== userId || file.purpose === 'message') await this.requireRight(userId, file)
    return { ...file, key: file.key }
  }

  /** Pictures of people and of pages are for everyone with an account. */
  private async requireRight(userId: string, file: FileRow): Promise<void> {
    const { purpose, roomId } = file
    if (purpose === 'avatar' || purpose === 'preview') return
    if (roomId === null) throw notFound('file')
    if (purpose === 'room-avatar' && (await this.rooms.find(roomId))?.kind === 'public') return
    await this.members.require(roomId, userId)
    // In no message yet: its owner's alone.
    const shown = purpose === 'room-avatar' || file.clientId !== null || file.messageSeq !== null
    if (!shown && file.userId !== userId) throw notFound('file')
  }
}

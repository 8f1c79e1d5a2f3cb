import { Injectable } from '@nestjs/common'
import type { Attachment, ErrorCode } from '@papo/contract'
import { ChatError } from '../errors.js'
import { AttachmentStore, type Place } from './attachment.store.js'
import { toAttachment } from './file.view.js'

/** The message will never be: its author may not write there. */
const REFUSED = new Set<ErrorCode>(['forbidden', 'not_found'])

@Injectable()
export class AttachmentService {
  constructor(private readonly store: AttachmentStore) {}

  /**
   * What a message is to show, in the order that was asked for.
   * @returns undefined if some of it cannot be put into this message, or is in one already, be it this one
   * @throws ChatError `invalid_payload` for a file that is named twice
   */
  async take(place: Place, fileIds: string[]): Promise<Attachment[] | undefined> {
    if (new Set(fileIds).size < fileIds.length)
      throw new ChatError('invalid_payload', 'attachments: names a file twice')
    const rows = await this.store.take(place, fileIds)
    const byId = new Map(rows?.map((row) => [row.id, toAttachment(row)]))
    return rows && fileIds.flatMap((id) => byId.get(id) ?? [])
  }

  /** After a refusal for good, the files are in no message again. */
  async giveBack(place: Place, error: unknown): Promise<void> {
    if (error instanceof ChatError && REFUSED.has(error.code)) await this.store.giveBack(place)
  }
}

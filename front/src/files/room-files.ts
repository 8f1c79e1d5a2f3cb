import type { RoomEvent } from '@papo/contract'
import type { FilesKind, RoomFile } from './files.api'
import { isMedia } from './kind'

/** The list after what happened in the room; the same if it is not about files of this kind. */
export function follow(
  files: readonly RoomFile[],
  events: readonly RoomEvent[],
  kind: FilesKind,
): readonly RoomFile[] {
  return events.reduce((now, event) => {
    if (event.type === 'message.deleted') {
      const { target } = event.data
      return now.some(({ seq }) => seq === target) ? now.filter(({ seq }) => seq !== target) : now
    }
    if (event.type !== 'message.sent') return now
    const { seq, actorId: senderId, at } = event
    const sent = (event.data.attachments ?? [])
      .filter((attachment) => isMedia(attachment) === (kind === 'media'))
      .filter(({ fileId }) => !now.some((one) => one.attachment.fileId === fileId))
      .map((attachment) => ({ attachment, seq, senderId, at }))
      .reverse()
    return sent.length > 0 ? [...sent, ...now] : now
  }, files)
}

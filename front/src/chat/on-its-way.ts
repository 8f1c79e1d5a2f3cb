import type { Attachment, Message } from '@papo/contract'
import type { OutboxItem } from './outbox'

/** What a message on its way will look like; seq 0 says that it has no place yet. */
export function messageOnItsWay(item: OutboxItem, selfId: string): Message {
  return {
    roomId: item.roomId,
    seq: 0,
    ordinal: 1,
    senderId: selfId,
    clientId: item.clientId,
    body: item.body,
    at: new Date(item.queuedAt).toISOString(),
    ...(item.replyTo !== undefined && { replyTo: item.replyTo }),
    ...(item.threadOf !== undefined && { threadOf: item.threadOf }),
    ...(item.uploads && { attachments: filesOf(item) }),
    pinned: false,
    reactions: [],
  }
}

/** Until they have ids of the server's, files are known by their ids on this device (`useUploadPreview`). */
function filesOf({ uploads = [], attachments }: OutboxItem): Attachment[] {
  return attachments?.slice() ?? uploads.map(({ localId, ...file }) => ({ fileId: localId, ...file }))
}

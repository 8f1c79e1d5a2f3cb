import type { Message } from '@papo/contract'
import type { ChatState } from './chat.store'
import type { Place } from './drafts'
import { messageOnItsWay } from './on-its-way'
import { awaitsFiles, type Outbox } from './outbox'
import { holds, type Span } from './span'

/**
 * One's last message in a room or thread that can still be changed. Just sent, it can as soon as it has a seq,
 * though what tells of it may come later; until then none can, rather than one before it in its place.
 */
export function lastOwn(
  { self, outbox }: Pick<ChatState, 'self' | 'outbox'>,
  place: Place,
  span: Span | null | undefined,
): Message | undefined {
  const item = lastSent(outbox, place)
  if (item && (item.seq === undefined || !span || !holds(span, item.seq)))
    return item.seq === undefined ? undefined : { ...messageOnItsWay(item, self.id), seq: item.seq }
  return span?.entries.findLast(
    ({ message }) =>
      message.senderId === self.id && message.threadOf === place.threadOf && message.deletedAt === undefined,
  )?.message
}

const lastSent = (outbox: Outbox, { roomId, threadOf }: Place) =>
  outbox.findLast(
    (item) =>
      item.roomId === roomId && item.threadOf === threadOf && item.state !== 'failed' && !awaitsFiles(item),
  )

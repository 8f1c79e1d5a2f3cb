import type { Message, RoomEvent } from '@papo/contract'
import { v5 as uuidv5 } from 'uuid'

const NAMESPACE = '6f0c7f52-2f0b-5c8e-9a4e-0d9a3c1b7e55'

/** A message, and its last edit and previews, ascending. */
export type Told = { message: Message; changes: RoomEvent[] }
/** What is to become of a message's preview. `link` undefined: it goes. */
export type Due = { authorId: string; link?: string; clientId: string }

/**
 * Undefined: nothing is to be done. A link gets its preview once for as long as the message has it: what its author
 * or a moderator took away stays away, whatever else is edited.
 * `wanted` is the link that the message shows now.
 */
export function dueOf({ message, changes }: Told, wanted: string | undefined): Due | undefined {
  const shown = message.preview?.url
  if (message.deletedAt !== undefined || wanted === shown) return undefined
  if (wanted !== undefined && isRemoved(changes, wanted)) return undefined
  const edit = changes.findLast(({ type }) => type === 'message.edited')?.seq ?? 0
  return {
    authorId: message.senderId,
    ...(wanted !== undefined && { link: wanted }),
    clientId: uuidv5(JSON.stringify([message.roomId, message.seq, edit, wanted ?? null]), NAMESPACE),
  }
}

function isRemoved(changes: RoomEvent[], link: string): boolean {
  const previews = changes.filter((event) => event.type === 'preview.attached')
  const last = previews.at(-1)
  if (last?.data.preview !== null || isOurs(last)) return false
  const before = previews.findLast(({ data }) => data.preview)?.data.preview
  return !before || before.url === link
}

/** What people take away bears a clientId of their browser's. */
const isOurs = ({ clientId }: RoomEvent) => clientId?.[14] === '5'

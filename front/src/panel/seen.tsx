import type { Message } from '@papo/contract'
import { lazy, useState } from 'react'
import { facesIn } from '../chat/receipts'
import { personName } from '../chat/names'
import { useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { Avatar } from '../ui/avatar'
import { Late } from '../ui/late'

export const SeenList = lazy(() => import('./seen.list').then((m) => ({ default: m.SeenList })))
const FACES_MAX = 3

/** The faces of those who have read up to here. They take no place of their own: nothing moves as they come. */
export function Seen({ message }: { message: Message }) {
  const t = useText()
  const ids = useChatState(({ rooms, self }) => {
    const room = rooms[message.roomId]
    if (!room?.timeline.span || !self.settings.readReceipts || message.seq === 0) return undefined
    return facesIn(room.reads, room.timeline.span.entries).get(message.seq)
  })
  const people = useChatState((s) => s.people)
  const [anchor, setAnchor] = useState<Element | null>(null)
  if (!ids) return null
  const shown = ids.slice(0, FACES_MAX)
  const names = ids.slice(0, 10).map((id) => personName(people, id))
  const text = t('seen.by', { names: names.join(', '), count: ids.length })
  return (
    <>
      <button
        type="button"
        className="seen"
        data-more={ids.length > FACES_MAX ? `+${ids.length - FACES_MAX}` : undefined}
        onClick={(event) => setAnchor(event.currentTarget)}
        aria-haspopup="dialog"
        title={text}
      >
        <span className="sr-only">{text}</span>
        {shown.map((id) => (
          <Avatar key={id} user={people[id]} size="small" />
        ))}
      </button>
      {anchor && (
        <Late>
          <SeenList message={message} anchor={anchor} onClose={() => setAnchor(null)} />
        </Late>
      )}
    </>
  )
}

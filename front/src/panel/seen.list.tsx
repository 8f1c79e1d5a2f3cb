import './seen.css'
import type { Message } from '@papo/contract'
import { personName } from '../chat/names'
import { readersOf } from '../chat/receipts'
import { useChatState, useRoom } from '../chat/use-chat'
import { useText } from '../preferences'
import { Avatar } from '../ui/avatar'
import type { Anchor } from '../ui/menu'
import { Popover } from '../ui/popover'

type Props = { message: Message; anchor: Anchor; onClose: () => void }

/** Everyone who has read this message: those whose face stands at it, and those who have read on. */
export function SeenList({ message, anchor, onClose }: Props) {
  const t = useText()
  const reads = useRoom(message.roomId)?.reads ?? {}
  const people = useChatState((s) => s.people)
  const readers = readersOf(reads, message)
    .map((id) => ({ id, name: personName(people, id) }))
    .sort((a, b) => a.name.localeCompare(b.name))
  return (
    <Popover anchor={elementAt(anchor)} label={t('seen.title')} side="top" onClose={onClose}>
      <div className="seen-list">
        <h3>{t('seen.title')}</h3>
        <ul>
          {readers.map(({ id, name }) => (
            <li key={id}>
              <Avatar user={people[id]} size="small" />
              <span className="clip" dir="auto">
                {name}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </Popover>
  )
}

/** What stands at the point where a menu was opened. */
function elementAt(anchor: Anchor): Element {
  if (anchor instanceof Element) return anchor
  return document.elementFromPoint(anchor.x, anchor.y) ?? document.body
}

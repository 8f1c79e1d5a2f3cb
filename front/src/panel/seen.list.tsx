import './seen.css'
import type { Message } from '@papo/contract'
import * as texts from '../i18n/panel'
import { addTexts } from '../i18n/translate'
import { personName } from '../chat/names'
import { readersOf } from '../chat/receipts'
import { useChatState, useRoom } from '../chat/use-chat'
import { useText } from '../preferences'
import { Avatar } from '../ui/avatar'
import { Popover } from '../ui/popover'

addTexts(texts)

type Props = { message: Message; anchor: Element; onClose: () => void }

/** Everyone who has read this message: those whose face stands at it, and those who have read on. */
export function SeenList({ message, anchor, onClose }: Props) {
  const t = useText()
  const reads = useRoom(message.roomId)?.reads ?? {}
  const people = useChatState((s) => s.people)
  const readers = readersOf(reads, message)
    .map((id) => ({ id, name: personName(people, id) }))
    .sort((a, b) => a.name.localeCompare(b.name))
  return (
    <Popover anchor={anchor} label={t('seen.title')} side="top" onClose={onClose}>
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

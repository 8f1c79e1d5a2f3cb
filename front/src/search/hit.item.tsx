import type { ReactNode } from 'react'
import type { JoinedRoom } from '@papo/contract'
import { groupName, personName } from '../chat/names'
import { useChatState } from '../chat/use-chat'
import { filesIn } from '../files/words'
import { type Text, useLanguage, useText } from '../preferences'
import { formatTime } from '../ui/time'
import { hrefOf } from '../route'
import { Avatar } from '../ui/avatar'
import { plainSnippet } from './plain'
import type { Hit } from './search.store'

type Props = { id: string; hit: Hit; active: boolean; current: boolean; onOpen: () => void }

/** One message that was found. A link, so that it can be opened elsewhere too; the field keeps the focus. */
export function HitItem({ id, hit: { message, room, snippet }, active, current, onOpen }: Props) {
  const t = useText()
  const language = useLanguage()
  const { roomId, seq, senderId, at } = message
  const author = useChatState((s) => s.people[senderId])
  const name = useChatState((s) => personName(s.people, senderId))
  const direct = useChatState((s) => s.rooms[roomId]?.room.people)
  const where = room.kind === 'direct' ? directTo(direct, senderId, t) : room.name
  return (
    <a
      id={id}
      role="option"
      tabIndex={-1}
      className="hit"
      href={hrefOf({ name: 'room', roomId, seq })}
      aria-selected={active}
      data-current={current || undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        onOpen()
      }}
    >
      <Avatar user={author} size="medium" />
      <span className="hit-main">
        <span className="hit-head">
          <strong className="clip" dir="auto">
            {name}
          </strong>
          <span className="hit-room clip" dir="auto">
            {where}
          </span>
          <time dateTime={at}>{formatTime(at, 'time', language)}</time>
        </span>
        <span className="hit-text" dir="auto">
          {snippet.text === '' ? filesIn(message.attachments ?? [], t) : marked(plainSnippet(snippet))}
        </span>
      </span>
    </a>
  )
}

/** Between two, the writer's name says it all but to whom. */
function directTo(people: JoinedRoom['people'], senderId: string, t: Text): string {
  const others = people?.filter((one) => one.id !== senderId) ?? []
  return others.length === 0 ? t('search.direct') : t('search.direct.to', { names: groupName(others) })
}

function marked({ text, marks }: Hit['snippet']): ReactNode[] {
  const parts: ReactNode[] = []
  let at = 0
  for (const [from, to] of marks) {
    parts.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>)
    at = to
  }
  return [...parts, text.slice(at)]
}

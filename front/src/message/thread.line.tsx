import { CornerDownRight } from 'lucide-react'
import { entryOf } from '../chat/span'
import { personName } from '../chat/names'
import { useChatState } from '../chat/use-chat'
import { lineOf } from '../files/words'
import { useIsFolded } from '../people/folded'
import { Seen } from '../panel/seen'
import { useLanguage, useText } from '../preferences'
import { Icon } from '../ui/icon'
import { DeliveryMark, FailedLine } from './delivery'
import { formatNarrowTime, formatTime } from '../ui/time'
import { onMessageKey } from './message.item'
import type { RowProps } from '../timeline/timeline.row'
import { isAlive } from './use-message-acts'

/** What was said in a thread, in one line of the room's timeline; a click opens the thread. */
export function ThreadLine({ row, acts, focused, held, highlighted }: RowProps) {
  const { message, delivery, item } = row
  const t = useText()
  const language = useLanguage()
  const name = useChatState((s) => personName(s.people, message.senderId))
  const root = useRootText(message.roomId, message.threadOf ?? 0)
  const folded = useIsFolded(message)
  const words = message.deletedAt === undefined ? lineOf(message, t) : t('message.deleted')
  const text = folded ? t('blocked.message') : words
  return (
    <article
      className="message thread-line"
      tabIndex={focused ? 0 : -1}
      data-row={row.key}
      data-message
      data-seq={message.seq || undefined}
      data-delivery={delivery ?? undefined}
      data-highlighted={highlighted || undefined}
      data-held={held || undefined}
      onKeyDown={(event) => isAlive(message) && onMessageKey(event, message, acts)}
    >
      <Icon of={CornerDownRight} small />
      <div className="message-main">
        <button type="button" className="thread-open" onClick={() => acts.openThread(message)}>
          <strong dir="auto">{name}</strong>
          <span className="thread-root" dir="auto">
            {root === null ? t('message.thread.in') : t('message.thread.in.named', { text: root })}
          </span>
          <span className="thread-text" dir="auto">
            {text}
          </span>
          <time dateTime={message.at} title={formatTime(message.at, 'moment', language)}>
            {formatNarrowTime(message.at, language)}
          </time>
        </button>
        {delivery && delivery !== 'saved' && <DeliveryMark state={delivery} item={item} />}
        {delivery === 'failed' && item && <FailedLine item={item} />}
      </div>
      <Seen message={message} />
    </article>
  )
}

/** How the thread begins; null if that message is not held, or says nothing any more. */
function useRootText(roomId: string, seq: number): string | null {
  const t = useText()
  return useChatState(({ rooms }) => {
    const span = rooms[roomId]?.timeline.span
    const root = span && entryOf(span, seq)?.message
    return root ? lineOf(root, t) || null : null
  })
}

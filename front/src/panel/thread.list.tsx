import type { JoinedRoom, Message } from '@papo/contract'
import { ArrowDown } from 'lucide-react'
import { useCallback, useEffect, useRef } from 'react'
import { useStore } from 'zustand/react'
import { rootOf } from '../chat/thread'
import { useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { MessageFloats } from '../message/message.floats'
import { MessageItem } from '../message/message.item'
import type { Row } from '../timeline/rows'
import { DayLabel } from '../timeline/timeline.parts'
import { useFloats } from '../message/use-floats'
import { useMenuGestures } from '../message/use-menu-gestures'
import { useRoving } from '../timeline/use-roving'
import { Icon } from '../ui/icon'
import type { ThreadSource } from './thread.source'
import { useEnd } from './use-end'
import { useThreadActs } from './use-thread-acts'
import { useThreadRows } from './use-thread-rows'

type Handlers = { onReply: (message: Message) => void; onEdit: (message: Message) => void }
type Props = { room: JoinedRoom; source: ThreadSource } & Handlers

/** The root on top, then what was answered. */
export function ThreadList({ room, source, ...handlers }: Props) {
  const t = useText()
  const box = useRef<HTMLDivElement>(null)
  const { thread, loadingOlder } = useStore(source.store)
  const { top, replies, all } = useThreadRows(room.id, thread?.root ?? 0, thread)
  const onStart = useCallback(() => void source.older(), [source])
  const end = useEnd(box, { first: replies[0]?.key, content: all, onStart })
  const floats = useFloats()
  const { acts, highlighted } = useThreadActs({ room, box, floats, ...handlers })
  const roving = useRoving({ box, rows: all, lent: floats.on !== null })
  const gestures = useMenuGestures(all, acts)
  useOwnReplyToEnd(room.id, thread?.root ?? 0, end.toEnd)
  const count = (thread && rootOf(thread)?.thread?.count) ?? 0
  const [rootDay] = top.map((row) => dayOf(row.message))
  const draw = (row: Row) => (
    <div key={row.key}>
      {row.day && dayOf(row.message) !== rootDay && <DayLabel at={row.day} />}
      <MessageItem
        row={row}
        acts={acts}
        focused={row.key === roving.key}
        held={floats.on?.message === row.message}
        highlighted={highlighted !== null && highlighted === row.message.seq}
      />
    </div>
  )
  return (
    <div className="panel-box">
      <div
        className="panel-scroll"
        ref={box}
        role="log"
        aria-live="off"
        aria-label={t('thread.messages')}
        aria-busy={loadingOlder}
        {...roving.handlers}
        {...gestures}
      >
        <div className="panel-content">
          {top.map(draw)}
          {count > 0 && <p className="thread-replies">{t('message.thread.replies', { count })}</p>}
          {loadingOlder && (
            <p className="thread-empty" role="status">
              {t('thread.older')}
            </p>
          )}
          {replies.length === 0 && <p className="thread-empty">{t('thread.none')}</p>}
          {replies.map(draw)}
        </div>
      </div>
      {!end.atEnd && (
        <button type="button" className="jump" onClick={end.toEnd}>
          <Icon of={ArrowDown} small />
          {t('thread.latest')}
        </button>
      )}
      <MessageFloats floats={floats} acts={acts} room={room} />
    </div>
  )
}

const dayOf = ({ at }: Message): string => new Date(at).toDateString()

/** What one says oneself is always shown. */
function useOwnReplyToEnd(roomId: string, root: number, toEnd: () => void): void {
  const queuedAt = useChatState(
    ({ outbox }) => outbox.findLast((i) => i.roomId === roomId && i.threadOf === root)?.queuedAt ?? 0,
  )
  const seen = useRef(queuedAt)
  useEffect(() => {
    if (queuedAt <= seen.current) return
    seen.current = queuedAt
    toEnd()
  }, [queuedAt, toEnd])
}

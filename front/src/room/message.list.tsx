import type { Message } from '@papo/contract'
import { useCallback, useMemo } from 'react'
import type { RoomState } from '../chat/chat.store'
import { roomName } from '../chat/names'
import { useChat, useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { Blank } from '../ui/blank'
import { MessageItem } from './message.item'
import { moveBetweenRows } from './roving'
import { type Day, daysOf } from './rows'
import { TimelineBones } from './timeline.bones'
import { Beginning, DaySection, JumpToLatest, UnreadLine } from './timeline.parts'
import { useJump, useOwnSendToEnd, useReading } from './use-list-effects'
import { useTimelineScroll } from './use-timeline-scroll'

type Handlers = { onReply: (message: Message) => void; onEdit: (message: Message) => void }

export function MessageList({ state, ...handlers }: { state: RoomState } & Handlers) {
  const t = useText()
  const { conversation } = useChat()
  const { room, timeline, load } = state
  const span = timeline.span
  const days = useDays(state)
  const lastKey = days.at(-1)?.rows.at(-1)?.key
  const onEdge = useCallback(
    (side: 'older' | 'newer') => void conversation.loadMore(room.id, side),
    [conversation, room.id],
  )
  const attached = span?.hasAfter === false
  const scroll = useTimelineScroll({ content: days, ready: span !== null, attached, onEdge })
  useReading(state, scroll.atEnd)
  useOwnSendToEnd(state, scroll)
  const jump = useJump(state, scroll)
  if (load === 'failed' && !span) return <Failed roomId={room.id} />
  return (
    <div className="timeline">
      <div
        className="timeline-box"
        ref={scroll.box}
        role="log"
        aria-label={t('timeline.label', { room: roomName(room) })}
        aria-busy={load === 'loading'}
        onKeyDown={moveBetweenRows}
      >
        <div className="timeline-content">
          {span ? <Beginning state={state} empty={days.length === 0} /> : <TimelineBones />}
          {span &&
            days.map((day) => (
              <DayOf key={day.key} day={day} lastKey={lastKey} state={state} jump={jump} {...handlers} />
            ))}
        </div>
      </div>
      {span && !scroll.atEnd && <JumpToLatest state={state} scroll={scroll} />}
    </div>
  )
}

type DayProps = {
  day: Day
  lastKey: string | undefined
  state: RoomState
  jump: ReturnType<typeof useJump>
} & Handlers

function DayOf({ day, lastKey, state, jump, onReply, onEdit }: DayProps) {
  return (
    <DaySection day={day}>
      {day.rows.map((row) =>
        row.kind === 'unread' ? (
          <UnreadLine key={row.key} />
        ) : (
          <MessageItem
            key={row.key}
            message={row.message}
            first={row.first}
            delivery={row.delivery?.state ?? null}
            item={row.delivery && 'item' in row.delivery ? row.delivery.item : null}
            role={state.room.role}
            tabbable={row.key === lastKey}
            highlighted={row.message.seq !== 0 && row.message.seq === jump.highlighted}
            onReply={onReply}
            onEdit={onEdit}
            onJump={jump.jumpTo}
          />
        ),
      )}
    </DaySection>
  )
}

function useDays({ room, timeline, dividerAfter }: RoomState): Day[] {
  const selfId = useChatState((s) => s.self.id)
  const outbox = useChatState((s) => s.outbox)
  const entries = timeline.span?.entries
  return useMemo(
    () => daysOf({ roomId: room.id, selfId, entries: entries ?? [], outbox, dividerAfter }),
    [room.id, selfId, entries, outbox, dividerAfter],
  )
}

function Failed({ roomId }: { roomId: string }) {
  const t = useText()
  const { conversation } = useChat()
  return (
    <div className="timeline-failed">
      <Blank text={t('timeline.failed')} role="alert">
        <button
          type="button"
          className="button"
          data-kind="quiet"
          onClick={() => void conversation.reload(roomId)}
        >
          {t('app.retry')}
        </button>
      </Blank>
    </div>
  )
}

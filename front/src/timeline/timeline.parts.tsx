import { ArrowDown } from 'lucide-react'
import type { RoomState } from '../chat/chat.store'
import { roomName } from '../chat/names'
import { useChat } from '../chat/use-chat'
import { useLanguage, useText } from '../preferences'
import { Blank } from '../ui/blank'
import { Icon } from '../ui/icon'
import { formatDay } from '../ui/time'
import type { TimelineScroll } from './use-timeline-scroll'

export function DayLabel({ at }: { at: string }) {
  const t = useText()
  return (
    <h2 className="day-label">
      <span>{formatDay(at, useLanguage(), t)}</span>
    </h2>
  )
}

/** The day of what is at the top of the screen; the label of that day itself is above. */
export function DayPill({ at }: { at: string }) {
  const t = useText()
  return (
    <div className="day-label day-pill" aria-hidden="true">
      <span>{formatDay(at, useLanguage(), t)}</span>
    </div>
  )
}

export function UnreadLine() {
  const t = useText()
  return (
    <div className="unread-line" data-unread-line role="separator" aria-label={t('timeline.unread')}>
      <span>{t('timeline.unread')}</span>
    </div>
  )
}

export function Failed({ roomId }: { roomId: string }) {
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

/** What stands above the first message: that it is the first, or the shape of those that are on their way. */
export function Beginning({ state, empty }: { state: RoomState; empty: boolean }) {
  const t = useText()
  const { room, timeline, loadingMore } = state
  if (timeline.span?.hasBefore)
    return (
      <div className="timeline-older" role="status">
        {loadingMore === 'older' && <span className="sr-only">{t('timeline.loadingOlder')}</span>}
        <div className="message-bones" data-lines="1" aria-hidden="true">
          <div className="bone" />
          <div>
            <div className="bone" />
            <div className="bone" />
          </div>
        </div>
      </div>
    )
  const key = room.kind === 'direct' ? 'timeline.start.direct' : 'timeline.start'
  return (
    <div className="timeline-start">
      <p dir="auto">{t(key, { room: roomName(room) })}</p>
      {empty && <p>{t('timeline.empty')}</p>}
    </div>
  )
}

export function JumpToLatest({ state, scroll }: { state: RoomState; scroll: TimelineScroll }) {
  const t = useText()
  const { conversation } = useChat()
  const { id, unread } = state.room
  const jump = async () => {
    await conversation.toLatest(id)
    scroll.go('end')
  }
  return (
    <button type="button" className="jump" onClick={() => void jump()}>
      <Icon of={ArrowDown} small />
      {unread > 0 ? t('timeline.latest.count', { count: unread }) : t('timeline.latest')}
    </button>
  )
}

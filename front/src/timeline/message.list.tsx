import { useMemo } from 'react'
import { Virtualizer } from 'virtua'
import type { RoomState } from '../chat/chat.store'
import { roomName } from '../chat/names'
import { useText } from '../preferences'
import { Announcer } from './announcer'
import { MessageFloats } from '../message/message.floats'
import type { Row } from './rows'
import { TimelineBones } from './timeline.bones'
import { Beginning, DayPill, Failed, JumpToLatest } from './timeline.parts'
import { TimelineRow } from './timeline.row'
import { type Handlers, type TimelineParts, useTimeline } from './use-timeline'

const EDGE = { key: 'edge', row: null } as const
const BUFFER_PX = 500
/** Rows at the end that stay while one is there: the list drops those above the screen whenever a message moves it. */
const KEPT_AT_END = 40

export function MessageList({ state, ...handlers }: { state: RoomState } & Handlers) {
  const t = useText()
  const parts = useTimeline(state, handlers)
  const { scroll, roving, gestures, floats, acts } = parts
  const { room, timeline, load } = state
  const { span } = timeline
  if (load === 'failed' && !span) return <Failed roomId={room.id} />
  return (
    <div className="timeline">
      {/* Rows come and go as one scrolls: what is new is told by the announcer instead. */}
      <div
        className="timeline-box"
        ref={scroll.box}
        role="log"
        aria-live="off"
        aria-label={t('timeline.label', { room: roomName(room) })}
        aria-busy={load === 'loading'}
        {...roving.handlers}
        {...gestures}
      >
        <div className="timeline-content">
          {span ? <Rows state={state} parts={parts} /> : <TimelineBones />}
        </div>
      </div>
      {span && scroll.topDay && <DayPill at={scroll.topDay} />}
      {span && !scroll.atEnd && <JumpToLatest state={state} scroll={scroll} />}
      <Announcer state={state} />
      <MessageFloats floats={floats} acts={acts} room={room} />
    </div>
  )
}

function Rows({ state, parts }: { state: RoomState; parts: TimelineParts }) {
  const { step, scroll, highlighted, floats, acts, roving } = parts
  const { keptRow } = roving
  const items = useMemo(() => [EDGE, ...step.items.map((row) => ({ key: row.key, row }))], [step.items])
  const endsAt = scroll.atEnd ? items.length : 0
  const kept = useMemo(() => {
    const atEnd = Array.from({ length: Math.min(KEPT_AT_END, endsAt) }, (_, n) => endsAt - 1 - n)
    return keptRow === -1 ? atEnd : [...atEnd, keptRow + 1]
  }, [keptRow, endsAt])
  const draw = ({ key, row }: { key: string; row: Row | null }) =>
    row === null ? (
      <Beginning key={key} state={state} empty={step.items.length === 0} />
    ) : (
      <TimelineRow
        key={key}
        row={row}
        acts={acts}
        focused={key === roving.key}
        held={floats.on?.message === row.message}
        highlighted={highlighted !== null && highlighted === row.message.seq}
      />
    )
  const onResize = () => {
    scroll.onResize()
    roving.settle()
  }
  return (
    <Virtualizer
      key={step.generation}
      ref={scroll.list}
      scrollRef={scroll.box}
      data={items}
      shift={step.atStart}
      keepMounted={kept}
      bufferSize={BUFFER_PX}
      onScroll={scroll.onScroll}
      onResize={onResize}
    >
      {draw}
    </Virtualizer>
  )
}

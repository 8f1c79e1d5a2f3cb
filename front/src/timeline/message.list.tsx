import { type ReactElement, useMemo } from 'react'
import { Virtualizer } from 'virtua'
import type { RoomState } from '../chat/chat.store'
import { roomName } from '../chat/names'
import { useText } from '../preferences'
import { Announcer } from './announcer'
import { MessageFloats } from '../message/message.floats'
import type { MessageActs } from '../message/use-message-acts'
import type { Row } from './rows'
import { TimelineBones } from './timeline.bones'
import { Beginning, DayPill, Failed, JumpToLatest } from './timeline.parts'
import { TimelineRow } from './timeline.row'
import { type Handlers, type TimelineParts, useTimeline } from './use-timeline'

type Item = { key: string; row: Row | null }

const EDGE = { key: 'edge', row: null } as const
const BUFFER_PX = 500
/** Rows at the end that stay while one is there: the list drops those above the screen whenever a message moves it. */
const KEPT_AT_END = 80

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
  const { step, scroll, floats, acts, roving } = parts
  const { keptRow } = roving
  const items = useMemo(() => [EDGE, ...step.items.map((row) => ({ key: row.key, row }))], [step.items])
  const endsAt = scroll.atEnd ? items.length : 0
  const kept = useMemo(() => {
    const atEnd = Array.from({ length: Math.min(KEPT_AT_END, endsAt) }, (_, n) => endsAt - 1 - n)
    return keptRow === -1 ? atEnd : [...atEnd, keptRow + 1]
  }, [keptRow, endsAt])
  const plain = usePlainRows(acts)
  const draw = ({ key, row }: Item) => {
    if (row === null) return <Beginning key={key} state={state} empty={step.items.length === 0} />
    const focused = key === roving.key
    const held = floats.on?.message === row.message
    const highlighted = parts.highlighted === row.message.seq
    if (!focused && !held && !highlighted) return plain(row)
    return <TimelineRow key={key} {...{ row, acts, focused, held, highlighted }} />
  }
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

/** A row that is as it was is the same element as the last time: the list then looks at no row but the new one. */
function usePlainRows(acts: MessageActs): (row: Row) => ReactElement {
  return useMemo(() => {
    const drawn = new WeakMap<Row, ReactElement>()
    return (row) => {
      const before = drawn.get(row)
      if (before) return before
      const element = (
        <TimelineRow key={row.key} row={row} acts={acts} focused={false} held={false} highlighted={false} />
      )
      drawn.set(row, element)
      return element
    }
  }, [acts])
}

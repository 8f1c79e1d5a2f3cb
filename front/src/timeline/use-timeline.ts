import type { Message } from '@papo/contract'
import { useCallback, useMemo } from 'react'
import type { RoomState } from '../chat/chat.store'
import { useChat } from '../chat/use-chat'
import type { Place } from './place'
import type { Row } from './rows'
import { useFloats } from '../message/use-floats'
import { useJump, useNamedSeq } from './use-jump'
import { useBounded, useOwnSendToEnd, useReading } from './use-list-effects'
import { useMenuGestures } from '../message/use-menu-gestures'
import { useMessageActs } from '../message/use-message-acts'
import { useRoving } from './use-roving'
import { useRows } from './use-rows'
import { useTimelineScroll } from './use-timeline-scroll'

export type Handlers = { onReply: (message: Message) => void; onEdit: (message: Message) => void }
export type TimelineParts = ReturnType<typeof useTimeline>

/** All that moves in a timeline: what is drawn, where it stands, what has the focus, what is open above it. */
export function useTimeline(state: RoomState, { onReply, onEdit }: Handlers) {
  const { conversation } = useChat()
  const { room, timeline } = state
  const step = useRows(state)
  const rows = step.items
  const onEdge = useCallback(
    (side: 'older' | 'newer') => void conversation.loadMore(room.id, side),
    [conversation, room.id],
  )
  const opening = useOpening(state, rows)
  const attached = timeline.span?.hasAfter === false
  const scroll = useTimelineScroll({ step, attached, opening, onEdge })
  useReading(state, scroll.atEnd)
  useOwnSendToEnd(state, scroll)
  useBounded(state, scroll)
  const { highlighted, jumpTo } = useJump(state, scroll)
  const floats = useFloats()
  const acts = useMessageActs({ room, onReply, onEdit, jumpTo, floats })
  const roving = useRoving({ box: scroll.box, rows, lent: floats.on !== null })
  const gestures = useMenuGestures(rows, acts)
  return { step, scroll, highlighted, floats, acts, roving, gestures }
}

/** At the message that the address names, else at the first unread one, else at the end. Null: not there yet. */
function useOpening({ room, timeline, dividerAfter }: RoomState, rows: readonly Row[]): Place | null {
  const named = useNamedSeq(room.id)
  const ready = timeline.span !== null
  const unread = rows.find((row) => row.unread)?.message.seq
  // A page in the middle is there for what was read last, also if all that follows is one's own.
  const lastRead = timeline.span?.hasAfter ? dividerAfter : null
  return useMemo(() => {
    if (!ready) return null
    const seq = named ?? unread ?? lastRead
    return seq === null ? 'end' : { seq }
  }, [ready, named, unread, lastRead])
}

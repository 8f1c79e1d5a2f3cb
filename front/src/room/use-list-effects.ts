import { useCallback, useEffect, useRef, useState } from 'react'
import type { RoomState } from '../chat/chat.store'
import { useChat, useChatState } from '../chat/use-chat'
import { useLooking } from './use-looking'
import type { TimelineScroll } from './use-timeline-scroll'

const HIGHLIGHT_MS = 2_000

/** The newest message counts as read while it can be seen. */
export function useReading({ room, timeline }: RoomState, atEnd: boolean): void {
  const { read, conversation } = useChat()
  const looking = useLooking()
  const last = timeline.span?.hasAfter === false ? timeline.span.entries.at(-1)?.message : undefined
  const seen = looking && atEnd ? last : undefined
  useEffect(() => {
    if (seen) read.saw(room.id, seen)
  }, [seen, read, room.id, room.readSeq])
  useEffect(() => {
    if (!looking) conversation.lookAway(room.id)
  }, [looking, conversation, room.id])
}

/** What one says oneself is always shown. */
export function useOwnSendToEnd({ room }: RoomState, { toEnd }: TimelineScroll): void {
  const { conversation } = useChat()
  const queuedAt = useChatState((s) => s.outbox.findLast((i) => i.roomId === room.id)?.queuedAt ?? 0)
  const seen = useRef(queuedAt)
  useEffect(() => {
    if (queuedAt <= seen.current) return
    seen.current = queuedAt
    void conversation.toLatest(room.id).then(toEnd)
  }, [queuedAt, conversation, room.id, toEnd])
}

/** Goes to a message and marks it for a moment, loading what is around it if it is far away. */
export function useJump({ room, load }: RoomState, { toSeq }: TimelineScroll) {
  const { conversation } = useChat()
  const [highlighted, setHighlighted] = useState<number | null>(null)
  const wanted = useRef<number | null>(null)
  const jumpTo = useCallback(
    (seq: number) => {
      setHighlighted(seq)
      if (toSeq(seq)) return
      wanted.current = seq
      void conversation.showAround(room.id, seq)
    },
    [toSeq, conversation, room.id],
  )
  useEffect(() => {
    if (load === 'loading' || wanted.current === null) return
    toSeq(wanted.current)
    wanted.current = null
  }, [load, toSeq])
  useEffect(() => {
    if (highlighted === null) return
    const timer = setTimeout(() => setHighlighted(null), HIGHLIGHT_MS)
    return () => clearTimeout(timer)
  }, [highlighted])
  return { highlighted, jumpTo }
}

import { useEffect, useRef } from 'react'
import type { RoomState } from '../chat/chat.store'
import { useChat, useChatState } from '../chat/use-chat'
import { seqIn } from './place'
import { useLooking } from './use-looking'
import type { TimelineScroll } from './use-timeline-scroll'

/** The newest message counts as read while it can be seen, unless it was marked as unread. */
export function useReading({ room, timeline, keptUnread }: RoomState, atEnd: boolean): void {
  const { read, conversation } = useChat()
  const looking = useLooking()
  const last = timeline.span?.hasAfter === false ? timeline.span.entries.at(-1)?.message : undefined
  const attentive = looking && atEnd && !keptUnread
  const seen = attentive ? last : undefined
  useEffect(() => {
    if (!attentive) return
    read.attend(room.id)
    return () => read.attend(null)
  }, [attentive, read, room.id])
  useEffect(() => {
    if (seen) read.saw(room.id, seen)
  }, [seen, read, room.id, room.readSeq])
  useEffect(() => {
    if (!looking) conversation.lookAway(room.id)
  }, [looking, conversation, room.id])
}

/** What one says oneself is always shown. */
export function useOwnSendToEnd({ room }: RoomState, { go }: TimelineScroll): void {
  const { conversation } = useChat()
  const queuedAt = useChatState(
    ({ outbox }) => outbox.findLast((i) => i.roomId === room.id && i.threadOf === undefined)?.queuedAt ?? 0,
  )
  const seen = useRef(queuedAt)
  useEffect(() => {
    if (queuedAt <= seen.current) return
    seen.current = queuedAt
    void conversation.toLatest(room.id).then(() => go('end'))
  }, [queuedAt, conversation, room.id, go])
}

/** However far one scrolls, no more than some thousand messages are held. */
export function useBounded({ room, timeline }: RoomState, { ground }: TimelineScroll): void {
  const { conversation } = useChat()
  const count = timeline.span?.entries.length ?? 0
  useEffect(() => {
    const on = ground()
    if (on && count > 0) conversation.trim(room.id, () => seqIn(on) || Infinity)
  }, [count, conversation, room.id, ground])
}

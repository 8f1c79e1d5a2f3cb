import type { RoomEvent } from '@papo/contract'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { useChat } from '../chat/use-chat'

/** Hears of a room's events from now on, each once and in order; null says that some cannot be told any more. */
export function useRoomEvents(roomId: string, onEvents: (events: readonly RoomEvent[] | null) => void): void {
  const { store } = useChat()
  const latest = useRef(onEvents)
  useLayoutEffect(() => void (latest.current = onEvents))
  useEffect(() => {
    const timelineNow = () => store.getState().rooms[roomId]?.timeline
    let before = timelineNow()
    return store.subscribe(() => {
      const now = timelineNow()
      if (!now || now === before) return
      const { epoch, head } = before ?? now
      before = now
      if (now.epoch !== epoch || now.recentAfter > head) return latest.current(null)
      const news = now.recent.filter((event) => event.seq > head)
      if (news.length > 0) latest.current(news)
    })
  }, [store, roomId])
}

import { useEffect } from 'react'
import { roomName } from './names'
import { useChatState } from './use-chat'

/** The tab's title: a count of what is meant for oneself, or a dot for anything unread. */
export function useTitle(): void {
  const title = useChatState(({ rooms, openRoomId }) => {
    const all = Object.values(rooms).map((r) => r.room)
    const badges = all.reduce((sum, r) => sum + (r.kind === 'direct' ? r.unread : r.mentions), 0)
    const unread = all.some((r) => r.unread > 0)
    const open = openRoomId ? rooms[openRoomId] : undefined
    const mark = badges > 0 ? `(${badges}) ` : unread ? '• ' : ''
    return `${mark}${open ? `${roomName(open.room)} – ` : ''}Papo`
  })
  useEffect(() => {
    document.title = title
    return () => void (document.title = 'Papo')
  }, [title])
}
